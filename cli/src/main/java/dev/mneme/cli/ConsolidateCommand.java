package dev.mneme.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.stack.PartName;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes in what is new of one subject now. */
@Command(
    name = "consolidate",
    description = {
      "Form the concepts of a subject now, from the memories that are new since the last time, and"
          + " show all it has.",
      "The reader that holds the subject does it; elsewhere it is refused. While the feature"
          + " concepts is off for the subject nothing is formed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mneme consolidate --subject hs_…",
      "  mneme consolidate --tenant acme --subject hs_… --reader http://10.0.0.1:4100"
    })
final class ConsolidateCommand extends StackCommand {

  @Option(names = "--subject", required = true, paramLabel = "S", description = "The pseudonym.")
  private String subject = "";

  @Option(
      names = "--tenant",
      paramLabel = "T",
      defaultValue = "default",
      description = "The customer of the subject (default ${DEFAULT-VALUE}).")
  private String tenant = "default";

  @Option(
      names = "--reader",
      paramLabel = "URL",
      description = "The reader to ask (default: that of the running stack).")
  private @Nullable String reader;

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    try (JsonHttp http = new JsonHttp(tokens("default"))) {
      JsonHttp.Answer answer =
          http.post(
              (reader == null ? running().ports().http(PartName.READER) : reader)
                  + "/v1/concepts/consolidate",
              Map.of("tenant", tenant, "subject", subject));
      if (!answer.isOk()) {
        throw new CommandFailure("The reader refused: " + answer.problem());
      }
      output.document(answer.body(), text(answer.body()));
      return DONE;
    }
  }

  private static String text(JsonNode known) {
    Table table = new Table("CONCEPT", "LABEL", "COHERENCE", "EPISODES", "CYCLES", "USED");
    for (JsonNode each : known.path("concepts")) {
      table.row(
          each.path("id").asText(),
          each.path("label").asText(),
          String.format(Locale.ROOT, "%.3f", each.path("coherence").asDouble()),
          each.path("episodes").asText(),
          each.path("cycles").asText(),
          each.path("used_at").asText());
    }
    return "%s%n%d concepts".formatted(table, known.path("concepts").size());
  }
}
