package dev.mneme.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.cli.rollout.InForce;
import dev.mneme.cli.rollout.Instances;
import dev.mneme.stack.PartName;
import dev.mneme.stack.StackDescription;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What commands that set something have in common: they wait until it is obeyed. */
abstract class SettingChange extends StackCommand {

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why; written down in the audit for good.")
  private String reason = "";

  @Option(
      names = "--actor",
      paramLabel = "NAME",
      description = "Who asks (default: the user of this machine).")
  private @Nullable String actor;

  @Option(
      names = "--within",
      paramLabel = "TIME",
      defaultValue = "5s",
      description = "How long to wait for the instances to obey (default ${DEFAULT-VALUE}).")
  private String within = "5s";

  @Mixin private final InstanceOptions instances = new InstanceOptions();

  /** Whether an instance obeys what was written at an offset. */
  @FunctionalInterface
  interface Obeying {
    boolean obeys(InForce instance, long offset);
  }

  final int set(
      String path, Map<String, Object> setting, Predicate<InForce> concerned, Obeying obeying)
      throws CommandFailure, InterruptedException {
    Duration patience = ModeCommand.time(within);
    StackDescription stack = running();
    Map<String, Object> body = new LinkedHashMap<>(setting);
    body.put("actor", actor == null ? System.getProperty("user.name") : actor);
    body.put("reason", reason);
    try (JsonHttp http = new JsonHttp(tokens("default"))) {
      JsonHttp.Answer answer = http.post(stack.ports().http(PartName.GUARD) + path, body);
      if (!answer.isOk()) {
        throw new CommandFailure("The setting was refused: " + answer.problem());
      }
      long written = System.nanoTime();
      long offset = answer.body().path("offset").asLong();
      Instances asked = instances.of(stack, http);
      Predicate<InForce> obeys =
          it -> it.answered() && (!concerned.test(it) || obeying.obeys(it, offset));
      List<InForce> answers = asked.until(obeys, patience);
      Duration took = Duration.ofNanos(System.nanoTime() - written);
      List<String> missing =
          answers.stream().filter(obeys.negate()).map(InForce::instance).toList();
      long obeyed = answers.stream().filter(concerned).count() - missing.size();
      output.document(
          document(answer.body(), answers, missing, took), text(answer.body(), obeyed, took));
      if (!missing.isEmpty()) {
        throw new CommandFailure(
            "It is written down and will be obeyed, but within %s was not by %s"
                .formatted(within, String.join(", ", missing)));
      }
      return DONE;
    }
  }

  private static Map<String, Object> document(
      JsonNode command, List<InForce> answers, List<String> missing, Duration took) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("command", command);
    document.put("took_ms", took.toMillis());
    document.put("missing", missing);
    document.put("instances", RolloutShowCommand.documents(answers));
    return document;
  }

  private static String text(JsonNode command, long obeyed, Duration took) {
    return "%s is %s: obeyed by %d instances within %d ms (command %s)"
        .formatted(
            command.path("target").asText(),
            command.path("value").asText(),
            obeyed,
            took.toMillis(),
            command.path("command_id").asText());
  }
}
