package dev.mneme.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.stack.PartName;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** What the guard allows now, and why. */
@Command(
    name = "status",
    description =
        "Show every scope: its mode, why, until when, the failures counted, its epoch, and what"
            + " happened to it last.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  mneme mode status",
      "  mneme mode status --output json | jq '.[] | select(.mode != \"read_write\")'"
    })
final class ModeStatusCommand extends StackCommand {

  private static final int EVENTS = 3;

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    try (JsonHttp http = new JsonHttp(tokens("default"))) {
      JsonNode scopes = scopes(http, running().ports().http(PartName.GUARD) + ModeCommand.SCOPES);
      output.document(scopes, text(scopes));
      return DONE;
    }
  }

  static JsonNode scopes(JsonHttp http, String url) throws CommandFailure, InterruptedException {
    JsonHttp.Answer answer = http.get(url);
    if (!answer.isOk()) {
      throw new CommandFailure("The guard does not say: " + answer.problem());
    }
    return answer.body();
  }

  private static String text(JsonNode scopes) {
    if (scopes.isEmpty()) {
      return "Nothing was reported about any layer yet: all may be used.";
    }
    Table table =
        new Table("SCOPE", "MODE", "STATE", "REASON", "UNTIL", "FAILURES", "EPOCH", "BECAUSE");
    List<String> events = new ArrayList<>();
    for (JsonNode scope : scopes) {
      table.row(
          scope.path("scope").asText(),
          scope.path("mode").asText(),
          scope.path("state").asText(),
          scope.path("reason").asText(),
          scope.path("until").asText("-").replace("null", "-"),
          scope.path("failures").asText(),
          scope.path("epoch").asText(),
          scope.path("because").asText());
      List<JsonNode> last = new ArrayList<>();
      scope.path("last_events").forEach(last::add);
      last.stream()
          .skip(Math.max(0, last.size() - EVENTS))
          .forEach(event -> events.add(line(scope.path("scope").asText(), event)));
    }
    return events.isEmpty()
        ? table.toString()
        : "%s%n%nLast events:%n%s".formatted(table, String.join(System.lineSeparator(), events));
  }

  static String line(String scope, JsonNode event) {
    return "  %s  %s  %s (epoch %s, by %s): %s"
        .formatted(
            event.path("at").asText(),
            scope,
            event.path("event").asText(),
            event.path("epoch").asText(),
            event.path("actor").asText(),
            event.path("because").asText());
  }
}
