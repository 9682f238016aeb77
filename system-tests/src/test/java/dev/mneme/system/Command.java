package dev.mneme.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that is run to its end, within a bound. */
public record Command(List<String> words, Map<String, String> environment, Duration patience) {

  private static final Duration USUAL = Duration.ofMinutes(2);

  public Command {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }

  public static Command of(String... words) {
    return of(List.of(words));
  }

  public static Command of(List<String> words) {
    return new Command(words, Map.of(), USUAL);
  }

  public Command within(Duration longest) {
    return new Command(words, environment, longest);
  }

  public Command with(Map<String, String> variables) {
    return new Command(words, variables, patience);
  }

  /**
   * What it left behind.
   *
   * @param exitCode -1 when it could not be started or did not end in time
   */
  public record Ended(int exitCode, String out, String err) {

    public boolean isDone() {
      return exitCode == 0;
    }
  }

  public Ended run() {
    try {
      Path out = Files.createTempFile("mneme", ".out");
      Path err = Files.createTempFile("mneme", ".err");
      try {
        int code = run(out, err);
        return new Ended(code, Files.readString(out), Files.readString(err));
      } finally {
        Files.deleteIfExists(out);
        Files.deleteIfExists(err);
      }
    } catch (IOException e) {
      return new Ended(-1, "", String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Ended(-1, "", "interrupted");
    }
  }

  private int run(Path out, Path err) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      return process.exitValue();
    }
    process.destroyForcibly();
    return -1;
  }

  /** Runs it and takes nothing but success for an answer. */
  public String orFail() {
    Ended ended = run();
    if (!ended.isDone()) {
      throw new AssertionError(
          "%s ended with %d:%n%s%n%s"
              .formatted(String.join(" ", words), ended.exitCode(), ended.out(), ended.err()));
    }
    return ended.out();
  }
}
