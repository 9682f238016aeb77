package dev.mneme.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.stack.PartName;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What a plan would do. */
@Command(
    name = "dry-run",
    description = {
      "Say what would be decided and why, and change nothing: of a file, what it would set step by"
          + " step; without one, what the step under way would be judged to be by the evidence that"
          + " there is."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  mneme rollout plan dry-run plan.yaml", "  mneme rollout plan dry-run"})
final class RolloutPlanDryRunCommand extends StackCommand {

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "The plan to try.")
  private @Nullable Path file;

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    Path plan = file;
    String url = running().ports().http(PartName.GUARD) + RolloutPlanCommand.PLAN;
    try (JsonHttp http = new JsonHttp(tokens("default"))) {
      JsonHttp.Answer answer =
          plan == null
              ? http.get(url)
              : http.post(url + "/dry-run", Map.of("plan", RolloutPlanCommand.read(plan)));
      if (!answer.isOk()) {
        throw new CommandFailure("The guard refused: " + answer.problem());
      }
      JsonNode body = answer.body();
      if (plan == null) {
        JsonNode forecast = body.path("forecast");
        output.document(forecast, RolloutPlanStatusCommand.forecast(forecast));
      } else {
        output.document(body, text(body));
      }
      return DONE;
    }
  }

  private static String text(JsonNode run) {
    Table table = new Table("STEP", "AT LEAST", "SHARES");
    for (JsonNode step : run.path("steps")) {
      table.row(
          step.path("step").asText(),
          step.path("dwell").asText(),
          RolloutPlanStatusCommand.shares(step.path("exposure")));
    }
    return "The plan %s would set:%n%s%nApplied now: %s"
        .formatted(
            run.path("plan").asText(),
            table,
            run.path("first").path("event").isNull()
                ? "nothing, because " + run.path("first").path("because").asText()
                : "%s of its first step"
                    .formatted(
                        RolloutPlanStatusCommand.shares(run.path("first").path("settings"))));
  }
}
