package dev.mneme.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.cli.rollout.InForce;
import dev.mneme.control.CohortFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What each instance obeys now. */
@Command(
    name = "show",
    description = {
      "Show what each instance obeys: the rollout of its region, since which command, by whom and"
          + " why; and which features are off.",
      "Exit code 1 if an instance does not answer or does not know yet."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mneme rollout show",
      "  mneme rollout show --at http://reader-2:4100 --output json | jq '.[].rollout.value'"
    })
final class RolloutShowCommand extends StackCommand {

  @Mixin private final InstanceOptions instances = new InstanceOptions();

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    try (JsonHttp http = new JsonHttp(tokens("default"))) {
      List<InForce> answers = instances.of(running(), http).ask();
      output.document(documents(answers), text(answers));
      return answers.stream().allMatch(it -> it.said().path("known").asBoolean()) ? DONE : FAILED;
    }
  }

  static List<Object> documents(List<InForce> answers) {
    return answers.stream()
        .map(
            it ->
                it.answered()
                    ? (Object) it.said()
                    : Map.of("instance", it.url(), "known", false, "problem", it.problem()))
        .toList();
  }

  static String text(List<InForce> answers) {
    Table table = new Table("INSTANCE", "REGION", "ROLLOUT", "SET BY", "AT", "REASON");
    List<String> notes = new ArrayList<>();
    for (InForce it : answers) {
      JsonNode rollout = it.said().path("rollout");
      JsonNode from = rollout.path("from");
      table.row(
          it.instance(),
          it.region(),
          rollout.path("value").asText("?"),
          from.path("actor").asText(it.answered() ? "its start" : "?"),
          from.path("at").asText("-"),
          from.path("reason").asText("-"));
      if (!it.answered()) {
        notes.add("%s does not answer: %s".formatted(it.url(), it.problem()));
      } else if (!it.said().path("known").asBoolean()) {
        notes.add(it.instance() + " does not know yet what operators set");
      }
      for (JsonNode feature : it.said().path("features")) {
        boolean cohort = CohortFeature.labelled(feature.path("name").asText()).isPresent();
        if (!cohort && !feature.path("on").asBoolean()) {
          notes.add(
              "%s: %s is off (%s)"
                  .formatted(
                      it.instance(),
                      feature.path("name").asText(),
                      feature.path("from").path("reason").asText("since its start")));
        }
      }
    }
    return notes.isEmpty()
        ? table.toString()
        : "%s%n%n%s".formatted(table, String.join(System.lineSeparator(), notes));
  }
}
