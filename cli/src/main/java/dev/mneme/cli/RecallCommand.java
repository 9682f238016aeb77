package dev.mneme.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.stack.PartName;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks the reader in words. */
@Command(
    name = "recall",
    description = "Find memories of one subject by words.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  mneme recall \"support group\" --subject 5e88…",
      "  mneme recall \"holiday plans\" --subject 5e88… --limit 3 --output json"
    })
final class RecallCommand extends StackCommand {

  private static final int SHORT = 160;

  @Parameters(paramLabel = "WORDS", description = "What to look for.")
  private String words = "";

  @Option(
      names = "--subject",
      required = true,
      paramLabel = "S",
      description = "Pseudonym of the person, as \"mneme ingest\" shows it.")
  private @Nullable String subject;

  @Option(
      names = "--tenant",
      paramLabel = "T",
      defaultValue = "default",
      description = "The customer (default ${DEFAULT-VALUE}).")
  private String tenant = "default";

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many memories at most (default ${DEFAULT-VALUE}).")
  private int limit = 5;

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    String url = running().ports().http(PartName.READER) + "/v1/personal/recall";
    try (JsonHttp http = new JsonHttp(tokens(tenant))) {
      JsonHttp.Answer answer =
          http.post(
              url,
              Map.of(
                  "tenant", tenant,
                  "subject", String.valueOf(subject),
                  "query", words,
                  "limit", limit));
      if (!answer.isOk()) {
        throw new CommandFailure("The reader refused: " + answer.problem());
      }
      output.document(answer.body(), text(answer.body()));
      return DONE;
    }
  }

  private static String text(JsonNode body) {
    StringBuilder text = new StringBuilder();
    for (JsonNode item : body.path("items")) {
      String said = item.path("text").asText();
      text.append(
          "%6.2f  %s  %s: %s%n"
              .formatted(
                  item.path("score").asDouble(),
                  item.path("occurred_at").asText("").replaceAll("T.*", ""),
                  item.path("speaker").asText("?"),
                  said.length() > SHORT ? said.substring(0, SHORT) + "…" : said));
    }
    text.append(
        "%d found, served by %s in %d ms, receipt %s"
            .formatted(
                body.path("items").size(),
                body.path("served_by").asText("?"),
                body.path("took_ms").asLong(),
                body.path("audit_receipt_id").asText("none")));
    JsonNode degraded = body.path("degraded");
    if (degraded.isObject()) {
      text.append(
          "%nDegraded (%s): %s"
              .formatted(degraded.path("reason").asText(), degraded.path("because").asText()));
    }
    return text.toString();
  }
}
