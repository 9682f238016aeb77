package dev.mneme.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.stack.PartName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The plan by which reads move to the new layer. */
@Command(
    name = "plan",
    description = "Follow a declared plan by which reads move to the new layer.",
    subcommands = {
      RolloutPlanCommand.Apply.class,
      RolloutPlanStatusCommand.class,
      RolloutPlanCommand.Pause.class,
      RolloutPlanCommand.Resume.class,
      RolloutPlanCommand.Promote.class,
      RolloutPlanCommand.Abort.class,
      RolloutPlanDryRunCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
final class RolloutPlanCommand {

  static final String PLAN = "/v1/rollout/plan";

  /** Far above any plan that somebody writes. */
  private static final long LARGEST = 64 * 1024;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  private RolloutPlanCommand() {}

  static String read(Path file) throws CommandFailure {
    try {
      if (Files.size(file) > LARGEST) {
        throw new CommandFailure("The file is larger than 64 KB, so it is no plan: " + file);
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new CommandFailure("There is no such file: " + file, e);
    } catch (IOException e) {
      throw new CommandFailure("The file cannot be read as text: " + file, e);
    }
  }

  /** What all commands that change something have in common. */
  abstract static class Change extends StackCommand {

    @Option(
        names = "--actor",
        paramLabel = "NAME",
        description = "Who asks (default: the user of this machine).")
    private @Nullable String actor;

    final int send(String path, String reason, Map<String, Object> more)
        throws CommandFailure, InterruptedException {
      Map<String, Object> body = new LinkedHashMap<>(more);
      body.put("actor", actor == null ? System.getProperty("user.name") : actor);
      body.put("reason", reason);
      try (JsonHttp http = new JsonHttp(tokens("default"))) {
        JsonHttp.Answer answer =
            http.post(running().ports().http(PartName.GUARD) + PLAN + path, body);
        if (!answer.isOk()) {
          throw new CommandFailure("The guard refused: " + answer.problem());
        }
        output.document(answer.body(), text(answer.body()));
        return answer.body().path("changed").asBoolean(true) ? DONE : FAILED;
      }
    }

    private static String text(JsonNode answer) {
      String because = answer.path("because").asText();
      JsonNode rollout = answer.path("rollout");
      if (answer.path("changed").isNull()) {
        return "Accepted: " + because;
      }
      return answer.path("changed").asBoolean()
          ? "The plan %s is %s now, %s: %s"
              .formatted(
                  rollout.path("plan").asText(),
                  rollout.path("state").asText(),
                  RolloutPlanStatusCommand.shares(rollout.path("exposure")),
                  because)
          : "Nothing changed: " + because;
    }
  }

  /** Applies a plan. */
  @Command(
      name = "apply",
      description = {
        "Follow a plan from now on. All that is wrong with the file is said with its line and key.",
        "Exit code 1 if nothing changed."
      },
      footerHeading = "%nExamples:%n",
      footer = "  mneme rollout plan apply plan.yaml --reason \"the new layer is ready\"")
  static final class Apply extends Change {

    @Parameters(paramLabel = "FILE", description = "The plan, as docs/rollout-plans.md says.")
    private Path file = Path.of("");

    @Option(
        names = "--reason",
        required = true,
        paramLabel = "REASON",
        description = "Why; written down in the audit for good.")
    private String reason = "";

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
      return send("", reason, Map.of("plan", read(file)));
    }
  }

  /** One that tells the plan under way something. */
  abstract static class Tell extends Change {

    @Parameters(paramLabel = "REASON", description = "Why; written down in the audit for good.")
    private String reason = "";

    abstract String order();

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
      return send("/" + order(), reason, Map.of());
    }
  }

  /** Stays at a step. */
  @Command(
      name = "pause",
      description = {
        "Stay at this step. What ends a rollout by itself still does.",
        "Exit code 1 if nothing changed."
      },
      footerHeading = "%nExamples:%n",
      footer = "  mneme rollout plan pause \"over the weekend\"")
  static final class Pause extends Tell {
    @Override
    String order() {
      return "pause";
    }
  }

  /** Begins the step anew. */
  @Command(
      name = "resume",
      description = {
        "Begin the step of a paused plan anew, with new evidence.",
        "Exit code 1 if nothing changed."
      },
      footerHeading = "%nExamples:%n",
      footer = "  mneme rollout plan resume \"the samples will come now\"")
  static final class Resume extends Tell {
    @Override
    String order() {
      return "resume";
    }
  }

  /** Goes on. */
  @Command(
      name = "promote",
      description = {
        "Go on to the next step now, whatever the evidence says.",
        "Exit code 1 if nothing changed."
      },
      footerHeading = "%nExamples:%n",
      footer = "  mneme rollout plan promote \"too few reads at night, and all of them good\"")
  static final class Promote extends Tell {
    @Override
    String order() {
      return "promote";
    }
  }

  /** Ends it. */
  @Command(
      name = "abort",
      description = {
        "End the plan: nobody reads from the new layer any more.",
        "Exit code 1 if nothing changed."
      },
      footerHeading = "%nExamples:%n",
      footer = "  mneme rollout plan abort \"users complain\"")
  static final class Abort extends Tell {
    @Override
    String order() {
      return "abort";
    }
  }
}
