package dev.mneme.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.stack.PartName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** How far the plan has come, and what speaks for going on. */
@Command(
    name = "status",
    description =
        "Show the plan that is followed: its step, the shares, the evidence, what would be decided"
            + " of it, and what happened last.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  mneme rollout plan status",
      "  mneme rollout plan status --output json | jq .forecast"
    })
final class RolloutPlanStatusCommand extends StackCommand {

  private static final int EVENTS = 5;
  private static final String LINE = System.lineSeparator();

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    JsonNode rollout = status();
    output.document(rollout, text(rollout));
    return DONE;
  }

  private JsonNode status() throws CommandFailure, InterruptedException {
    try (JsonHttp http = new JsonHttp(tokens("default"))) {
      JsonHttp.Answer answer =
          http.get(running().ports().http(PartName.GUARD) + RolloutPlanCommand.PLAN);
      if (!answer.isOk()) {
        throw new CommandFailure("The guard does not say: " + answer.problem());
      }
      return answer.body();
    }
  }

  static String text(JsonNode rollout) {
    if (rollout.path("plan").isNull()) {
      return "No plan is followed: " + rollout.path("because").asText();
    }
    return "Plan %s is %s, step %d of %d, %s: %s%n%n%s%n%n%s%n%n%s"
        .formatted(
            rollout.path("plan").asText(),
            rollout.path("state").asText(),
            rollout.path("step").asInt(),
            rollout.path("steps").size(),
            shares(rollout.path("exposure")),
            rollout.path("because").asText(),
            evidence(rollout.path("evidence")),
            forecast(rollout.path("forecast")),
            events(rollout.path("last_events")));
  }

  /** As {@code eu 5 %, us 0 %}. */
  static String shares(JsonNode exposure) {
    List<String> shares = new ArrayList<>();
    exposure
        .properties()
        .forEach(share -> shares.add(share.getKey() + " " + share.getValue().asInt() + " %"));
    return shares.isEmpty() ? "no region covered" : String.join(", ", shares);
  }

  private static String evidence(JsonNode evidence) {
    if (evidence.isEmpty()) {
      return "Nothing was seen yet.";
    }
    Table table = new Table("REGION", "SIDE", "READS", "ERRORS %", "P99 MS", "COMPARED", "OVERLAP");
    evidence
        .properties()
        .forEach(
            region -> {
              JsonNode seen = region.getValue();
              side(table, region.getKey(), "canary", seen.path("canary"), seen);
              side(table, region.getKey(), "control", seen.path("control"), seen);
            });
    return table.toString();
  }

  private static void side(Table table, String region, String name, JsonNode side, JsonNode seen) {
    table.row(
        region,
        name,
        side.path("reads").asText(),
        number("%.2f", side.path("error_percent")),
        number("%.2f", side.path("p99_ms")),
        seen.path("comparisons").asText(),
        number("%.2f", seen.path("overlap")));
  }

  /** What would be decided, with the numbers that it would rest on. */
  static String forecast(JsonNode forecast) {
    String event = forecast.path("event").isNull() ? "nothing" : forecast.path("event").asText();
    StringBuilder text =
        new StringBuilder(
            "If the step had taken all its time: %s, because %s"
                .formatted(event, forecast.path("because").asText()));
    for (JsonNode input : forecast.path("inputs")) {
      text.append(LINE)
          .append(
              "  %-22s %s%s"
                  .formatted(
                      input.path("name").asText(),
                      number("%12.4f", input.path("value")),
                      input.path("limit").isNull()
                          ? ""
                          : number("   limit %.4f", input.path("limit"))));
    }
    return text.toString();
  }

  private static String number(String form, JsonNode value) {
    return String.format(Locale.ROOT, form, value.asDouble());
  }

  private static String events(JsonNode events) {
    List<String> lines = new ArrayList<>();
    for (JsonNode event : events) {
      lines.add(
          "  %s  %s (step %s, by %s): %s"
              .formatted(
                  event.path("at").asText(),
                  event.path("event").asText(),
                  event.path("step").asText(),
                  event.path("actor").asText(),
                  event.path("because").asText()));
    }
    return "Last events:"
        + LINE
        + String.join(LINE, lines.subList(Math.max(0, lines.size() - EVENTS), lines.size()));
  }
}
