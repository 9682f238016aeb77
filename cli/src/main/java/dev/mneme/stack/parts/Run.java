package dev.mneme.stack.parts;

import dev.mneme.stack.StackFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A short command that must succeed before a part can run, such as formatting its storage. */
final class Run {

  private Run() {}

  static void toEnd(String what, List<String> command, Path log, Duration within)
      throws IOException, InterruptedException, StackFailure {
    toEnd(what, command, "", log, within);
  }

  static void toEnd(String what, List<String> command, String input, Path log, Duration within)
      throws IOException, InterruptedException, StackFailure {
    Process process =
        new ProcessBuilder(command)
            .directory(log.getParent().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try {
      process.getOutputStream().write(input.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      process.getOutputStream().close();
      if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new StackFailure(
            "%s did not finish within %d s: see %s".formatted(what, within.toSeconds(), log));
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new StackFailure(
          "%s failed with code %d: %s".formatted(what, process.exitValue(), Logs.lastWords(log)));
    }
  }

  /** Whether a command can be run here and succeeds. */
  static boolean succeeds(List<String> command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // No such command on this machine.
    }
  }
}
