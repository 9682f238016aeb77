package dev.mneme.system.containers;

import dev.mneme.stack.Installation;
import dev.mneme.system.Command;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A project of {@code docker-compose.yml}: variables of its own from {@code ops/docker/new-env.sh},
 * ports that are free, and nothing left of it at the end.
 */
final class Compose implements AutoCloseable {

  /** The images of this build, built once for all tests of a run. */
  static final String VERSION = "check";

  private static final Duration LONG = Duration.ofMinutes(8);
  private static final Path ROOT = Installation.find().root();
  private static final List<String> PORTS =
      List.of("WRITER", "READER", "GUARD", "AUDIT", "PROMETHEUS", "GRAFANA");

  private final String project;
  private final Path variables;

  Compose(String project, Map<String, String> settings) throws IOException {
    this.project = project + "-" + ProcessHandle.current().pid();
    Path folder = Files.createDirectories(Path.of("target", "compose").toAbsolutePath());
    this.variables = folder.resolve(this.project + ".env");
    Files.writeString(variables, variables(settings));
  }

  private static String variables(Map<String, String> settings) {
    Map<String, String> own = new TreeMap<>(settings);
    own.put("MNEME_VERSION", VERSION);
    PORTS.forEach(name -> own.put("MNEME_" + name + "_PORT", ""));
    StringBuilder text = new StringBuilder();
    Command.of(ROOT.resolve("ops/docker/new-env.sh").toString())
        .orFail()
        .lines()
        .filter(line -> !own.containsKey(line.replaceAll("=.*", "")))
        .forEach(line -> text.append(line).append('\n'));
    own.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    return text.toString();
  }

  /** The plugin of the engine, or the program of old. */
  static Optional<List<String>> program() {
    return List.of(List.of("docker", "compose"), List.of("docker-compose")).stream()
        .filter(
            words -> {
              List<String> asking = new ArrayList<>(words);
              asking.add("version");
              return Command.of(asking).run().isDone();
            })
        .findFirst();
  }

  Command command(String... words) {
    List<String> command =
        new ArrayList<>(
            program().orElseThrow(() -> new AssertionError("there is no docker compose")));
    command.addAll(
        List.of(
            "--project-name",
            project,
            "--env-file",
            variables.toString(),
            "--file",
            ROOT.resolve("docker-compose.yml").toString()));
    command.addAll(List.of(words));
    return Command.of(command).within(LONG);
  }

  void up(List<String> services) {
    List<String> words = new ArrayList<>(List.of("up", "--detach", "--no-build"));
    words.addAll(services);
    command(words.toArray(String[]::new)).orFail();
  }

  /** Ends and removes the containers; what is in volumes stays. */
  void down() {
    command("down", "--timeout", "30").orFail();
  }

  /** Where a service is reached from outside. */
  URI address(String service, int port) {
    return URI.create(
        "http://" + command("port", service, Integer.toString(port)).orFail().strip());
  }

  /** What a program prints that is run in the container of a service. */
  String inside(String service, String... words) {
    List<String> command = new ArrayList<>(List.of("exec", "-T", service));
    command.addAll(List.of(words));
    return command(command.toArray(String[]::new)).orFail().strip();
  }

  String logs() {
    Command.Ended ended = command("logs", "--no-color", "--tail", "60").run();
    return ended.out() + ended.err();
  }

  @Override
  public void close() throws IOException {
    command("down", "--volumes", "--remove-orphans", "--timeout", "30").orFail();
    Files.deleteIfExists(variables);
  }
}
