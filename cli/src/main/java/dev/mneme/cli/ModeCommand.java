package dev.mneme.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.stack.PartName;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the guard allows, and what an operator may do about it. */
@Command(
    name = "mode",
    description = "See what each layer may be used for, and force it for a time.",
    subcommands = {
      ModeStatusCommand.class,
      ModeCommand.Force.class,
      ModeCommand.Clear.class,
      ModeCommand.ResetFailures.class,
      ModeWatchCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
final class ModeCommand {

  static final String SCOPES = "/v1/guard/scopes";

  private static final Pattern SHORT_TIME = Pattern.compile("([1-9][0-9]{0,8})([smhd])");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  private ModeCommand() {}

  /** A length of time as people write it, 90s, 10m, 2h, 1d, or as ISO-8601 does. */
  static Duration time(String text) {
    Matcher matcher = SHORT_TIME.matcher(text);
    if (!matcher.matches()) {
      try {
        return Duration.parse(text);
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException("a length of time is like 90s, 10m, 2h or PT10M", e);
      }
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  /** What all commands that change something have in common. */
  abstract static class Change extends StackCommand {

    @Parameters(paramLabel = "REASON", description = "Why; written down in the audit for good.")
    private String reason = "";

    @Option(
        names = "--scope",
        required = true,
        paramLabel = "SCOPE",
        description = "The layer and region, as \"mneme mode status\" shows them: new@local.")
    private String scope = "";

    @Option(
        names = "--actor",
        paramLabel = "NAME",
        description = "Who asks (default: the user of this machine).")
    private @Nullable String actor;

    final int send(String action, Map<String, Object> more)
        throws CommandFailure, InterruptedException {
      String url = running().ports().http(PartName.GUARD) + SCOPES + "/" + scope + "/" + action;
      Map<String, Object> body = new LinkedHashMap<>(more);
      body.put("actor", actor == null ? System.getProperty("user.name") : actor);
      body.put("reason", reason);
      try (JsonHttp http = new JsonHttp(tokens("default"))) {
        JsonHttp.Answer answer = http.post(url, body);
        if (!answer.isOk()) {
          throw new CommandFailure("The guard refused: " + answer.problem());
        }
        output.document(answer.body(), text(answer.body()));
        return answer.body().path("changed").asBoolean(true) ? DONE : unchanged();
      }
    }

    /** What it means for the exit code that nothing changed. */
    abstract int unchanged();

    private static String text(JsonNode answer) {
      JsonNode scope = answer.path("scope");
      String because = answer.path("because").asText();
      if (answer.path("changed").isNull()) {
        return "Accepted: " + because;
      }
      return answer.path("changed").asBoolean()
          ? "%s is %s now: %s"
              .formatted(scope.path("scope").asText(), scope.path("mode").asText(), because)
          : "Nothing changed: " + because;
    }
  }

  /** Puts a scope in a mode. */
  @Command(
      name = "force",
      description = {
        "Put a scope in a mode for a time, whatever the guard sees. A hold that is under way, or"
            + " that failures begin meanwhile, goes on when the time is over.",
        "Exit code 1 if nothing changed."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  mneme mode force \"index rebuild\" --scope new@local --mode write_only --ttl 30m",
        "  mneme mode force \"known false alarm\" --scope new@local --mode read_write --ttl 10m"
      })
  static final class Force extends Change {

    @Option(
        names = "--mode",
        required = true,
        paramLabel = "MODE",
        description = "off, write_only or read_write.")
    private String mode = "";

    @Option(
        names = "--ttl",
        required = true,
        paramLabel = "TIME",
        description = "For how long: 90s, 10m, 2h.")
    private String ttl = "";

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
      return send("force", Map.of("mode", mode, "ttl", time(ttl).toString()));
    }

    @Override
    int unchanged() {
      return FAILED;
    }
  }

  /** Ends a forced mode. */
  @Command(
      name = "clear",
      description = {
        "End the forced mode of a scope now. It does not end a hold: time and a probe do.",
        "Exit code 1 if no mode was forced."
      },
      footerHeading = "%nExamples:%n",
      footer = "  mneme mode clear \"index is rebuilt\" --scope new@local")
  static final class Clear extends Change {

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
      return send("clear", Map.of());
    }

    @Override
    int unchanged() {
      return FAILED;
    }
  }

  /** Forgets what was counted. */
  @Command(
      name = "reset-failures",
      description =
          "Forget the failures counted of a scope, and its failed probes. A hold that is under way"
              + " is not shortened.",
      footerHeading = "%nExamples:%n",
      footer = "  mneme mode reset-failures \"the network is repaired\" --scope new@local")
  static final class ResetFailures extends Change {

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
      return send("reset-failures", Map.of());
    }

    @Override
    int unchanged() {
      return DONE;
    }
  }
}
