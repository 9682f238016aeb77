package dev.mneme.cli;

import dev.mneme.cli.audit.duckdb.AuditTable;
import dev.mneme.stack.parts.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks the audit in SQL. */
@Command(
    name = "sql",
    description = {
      "Answer a statement of DuckDB's SQL over the table audit, whose columns are those of"
          + " docs/audit-analysis.md."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mneme audit sql \"select operation, outcome, sum(count) from audit group by all order by 3"
          + " desc\"",
      "  mneme audit sql --from 2026-03-01 -o json \"select actor, sum(count) from audit where"
          + " outcome = 'refused' group by actor\""
    })
final class AuditSqlCommand extends StackCommand {

  @Mixin private AuditRowsOptions rows = new AuditRowsOptions();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Most rows to show (default ${DEFAULT-VALUE}).")
  private int limit;

  @Parameters(paramLabel = "STATEMENT", description = "What to ask.")
  private String statement = "";

  @Override
  public Integer call() throws CommandFailure, IOException {
    Path folder = Files.createTempDirectory("mneme-");
    try (AuditTable table = AuditTable.create(folder.resolve("audit.duckdb"))) {
      rows.each(this, table::write);
      AuditTable.Answer answer = table.ask(statement, limit);
      output.document(documents(answer), text(answer));
      if (answer.more()) {
        output.progress(
            "  there is more: the first %d rows are shown, see --limit".formatted(limit));
      }
      return DONE;
    } catch (SQLException e) {
      throw new CommandFailure("DuckDB says: " + e.getMessage(), e);
    } finally {
      Folders.delete(folder);
    }
  }

  private static List<Map<String, @Nullable Object>> documents(AuditTable.Answer answer) {
    List<Map<String, @Nullable Object>> documents = new ArrayList<>();
    for (List<@Nullable Object> row : answer.rows()) {
      Map<String, @Nullable Object> document = new LinkedHashMap<>();
      for (int i = 0; i < row.size(); i++) {
        document.put(answer.columns().get(i), row.get(i));
      }
      documents.add(document);
    }
    return documents;
  }

  private static String text(AuditTable.Answer answer) {
    if (answer.columns().isEmpty()) {
      return "Done.";
    }
    Table table = new Table(answer.columns().toArray(String[]::new));
    for (List<@Nullable Object> row : answer.rows()) {
      table.row(
          row.stream().map(each -> each == null ? "" : each.toString()).toArray(String[]::new));
    }
    return table.toString();
  }
}
