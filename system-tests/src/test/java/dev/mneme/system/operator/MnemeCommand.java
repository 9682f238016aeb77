package dev.mneme.system.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mneme.stack.Installation;
import dev.mneme.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command as a process of its own, run to its end against a stack, with JSON for an answer. */
public final class MnemeCommand {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Stack stack;

  public MnemeCommand(Stack stack) {
    this.stack = stack;
  }

  /** What it left behind. */
  public record Ended(int exitCode, String out, String err) {

    public JsonNode document() throws IOException {
      return JSON.readTree(out);
    }
  }

  static JsonNode parse(String json) throws IOException {
    return JSON.readTree(json);
  }

  public Ended run(String... words) throws IOException, InterruptedException {
    return run(Map.of(), words);
  }

  public Ended run(Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    Path folder = stack.settings().layout().home();
    Path out = Files.createTempFile(folder, "out", ".json");
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process process = started(out, err, environment, words);
    if (!process.waitFor(240, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the command did not end within 240 s");
    }
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** Without waiting for its end. */
  Process start(String... words) throws IOException {
    Path folder = stack.settings().layout().home();
    return started(
        Files.createTempFile(folder, "out", ".json"),
        Files.createTempFile(folder, "err", ".txt"),
        Map.of(),
        words);
  }

  private Process started(Path out, Path err, Map<String, String> environment, String... words)
      throws IOException {
    Path folder = stack.settings().layout().home();
    List<String> command =
        new ArrayList<>(
            List.of(
                Installation.java().toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-D%s=%s".formatted(Installation.PROPERTY, Installation.find().root()),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.mneme.cli.Mneme"));
    command.addAll(List.of(words));
    command.addAll(List.of("--home", folder.toString(), "--output", "json"));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }
}
