package dev.mneme.cli;

import dev.mneme.cli.ingest.EventPublisher;
import dev.mneme.cli.ingest.Ingested;
import dev.mneme.cli.ingest.Ingestion;
import dev.mneme.identity.Pseudonym;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Remembers a conversation from a file. */
@Command(
    name = "ingest",
    description = {
      "Publish a conversation to memory.events: a JSON object a line, with \"speaker\" and"
          + " \"text\", and perhaps \"conv\", \"session\", \"date_time\" and anything else, which"
          + " is kept as metadata.",
      "A line that is no such object is named by number and skipped. The same file again changes"
          + " nothing."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mneme ingest talk.jsonl",
      "  mneme ingest talk.jsonl --subject hs_… --tenant acme"
    })
final class IngestCommand extends StackCommand {

  @Parameters(paramLabel = "FILE", description = "The conversation, as JSON lines.")
  private @Nullable Path file;

  @Option(
      names = "--subject",
      paramLabel = "S",
      description =
          "Pseudonym of the person it is about: hs_ and 43 or more base64url characters, or 64"
              + " hexadecimal digits (default: one derived from each conversation's name).")
  private @Nullable String subject;

  @Option(
      names = "--tenant",
      paramLabel = "T",
      defaultValue = "default",
      description = "The customer it belongs to (default ${DEFAULT-VALUE}).")
  private String tenant = "default";

  @Override
  public Integer call() throws CommandFailure {
    Path path = readable(file);
    if (subject != null && !Pseudonym.isValid(subject)) {
      throw new IllegalArgumentException(
          "the subject must be a pseudonym: hs_ and 43 or more base64url characters, or 64"
              + " hexadecimal digits");
    }
    try (EventPublisher publisher = new EventPublisher(running().ports())) {
      Ingested result =
          new Ingestion(publisher, layout().reports(), Clock.systemUTC(), this::show)
              .ingest(path, tenant, Optional.ofNullable(subject));
      output.document(document(path, result), text(path, result));
      return DONE;
    }
  }

  static Path readable(@Nullable Path file) throws CommandFailure {
    if (file == null || !Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new CommandFailure("There is no file %s that can be read".formatted(file));
    }
    return file;
  }

  private void show(Ingestion.Progress progress) {
    output.progress(
        "  %d lines, %d published, %.0f a second"
            .formatted(progress.lines(), progress.published(), progress.perSecond()));
  }

  private static Map<String, Object> document(Path file, Ingested result) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("file", file.toString());
    document.put("lines", result.lines());
    document.put("published", result.published());
    document.put("skipped", result.skipped());
    document.put("noted", result.noted());
    document.put("findings", result.first());
    result.report().ifPresent(report -> document.put("report", report.toString()));
    List<Object> subjects = new ArrayList<>();
    result
        .conversations()
        .forEach(
            c -> {
              Map<String, Object> row = new LinkedHashMap<>();
              row.put("subject", c.subject());
              c.name().ifPresent(name -> row.put("conversation", name));
              row.put("turns", c.turns());
              subjects.add(row);
            });
    document.put("subjects", subjects);
    document.put("took_ms", result.took().toMillis());
    return document;
  }

  private static String text(Path file, Ingested result) {
    StringBuilder text = new StringBuilder();
    text.append(
        "Published %d turns of %s in %.1f s."
            .formatted(result.published(), file, result.took().toMillis() / 1000.0));
    result
        .conversations()
        .forEach(
            c ->
                text.append(
                    "%n  %-12s %5d turns  subject %s"
                        .formatted(c.name().orElse("-"), c.turns(), c.subject())));
    result
        .first()
        .forEach(
            finding ->
                text.append(
                    "%n  line %d %s: %s"
                        .formatted(
                            finding.line(),
                            finding.skipped() ? "skipped" : "noted",
                            finding.reason())));
    result
        .report()
        .ifPresent(
            report ->
                text.append(
                    "%n%d lines skipped, %d noted; all of them in %s"
                        .formatted(result.skipped(), result.noted(), report)));
    return text.toString();
  }
}
