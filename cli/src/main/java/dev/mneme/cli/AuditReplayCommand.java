package dev.mneme.cli;

import dev.mneme.cli.audit.RowWriter;
import dev.mneme.cli.audit.TextRows;
import dev.mneme.cli.audit.duckdb.AuditTable;
import dev.mneme.stack.parts.Folders;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Streams the audit to whoever analyses it. */
@Command(
    name = "replay",
    description = {
      "Write the entries of the audit as JSON lines, CSV or Parquet, to FILE or to standard"
          + " output.",
      "The columns are those of docs/audit-analysis.md. Progress goes to standard error."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mneme audit replay --operation recall --outcome refused",
      "  mneme audit replay --from 2026-03-01 --to 2026-04-01 --format parquet march.parquet",
      "  mneme audit replay --subject hs_… --format csv of-one-subject.csv"
    })
final class AuditReplayCommand extends StackCommand {

  /** How rows are written. */
  enum Format {
    JSONLINES,
    CSV,
    PARQUET
  }

  @Mixin private AuditRowsOptions rows = new AuditRowsOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "jsonlines",
      description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}); Parquet needs a FILE.")
  private Format format = Format.JSONLINES;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "Where to write; replaced when it is there.")
  private @Nullable Path file;

  private long written;

  @Override
  public Integer call() throws CommandFailure, IOException {
    long read =
        switch (format) {
          case JSONLINES, CSV -> text();
          case PARQUET -> parquet();
        };
    output.progress("  %d of %d entries written".formatted(written, read));
    return DONE;
  }

  private long text() throws CommandFailure, IOException {
    try (Writer out = open();
        RowWriter writer = format == Format.CSV ? TextRows.csv(out) : TextRows.jsonLines(out)) {
      return copy(writer);
    }
  }

  private Writer open() throws IOException {
    return file == null
        ? new BufferedWriter(
            new OutputStreamWriter(
                new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8))
        : Files.newBufferedWriter(file);
  }

  private long parquet() throws CommandFailure, IOException {
    if (file == null) {
      throw new CommandFailure("Parquet is written to a file: name one");
    }
    Path folder = Files.createTempDirectory("mneme-");
    try (AuditTable table = AuditTable.create(folder.resolve("audit.duckdb"))) {
      long read = copy(table);
      table.parquet(file);
      return read;
    } finally {
      Folders.delete(folder);
    }
  }

  private long copy(RowWriter writer) throws CommandFailure, IOException {
    return rows.each(
        this,
        row -> {
          writer.write(row);
          written++;
        });
  }
}
