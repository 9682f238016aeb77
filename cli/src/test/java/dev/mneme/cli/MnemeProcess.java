package dev.mneme.cli;

import dev.mneme.stack.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command as a process of its own, as from a shell. */
final class MnemeProcess {

  private final Process process;
  private final Path out;
  private final Path err;

  private MnemeProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static MnemeProcess start(Path folder, String... arguments) throws IOException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Installation.java().toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-D%s=%s".formatted(Installation.PROPERTY, Installation.find().root()),
                "-cp",
                System.getProperty("java.class.path"),
                Mneme.class.getName()));
    command.addAll(Arrays.asList(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return new MnemeProcess(process, out, err);
  }

  /** Runs it to its end. */
  static MnemeProcess run(Path folder, String... arguments)
      throws IOException, InterruptedException {
    MnemeProcess mneme = start(folder, arguments);
    mneme.exitCode();
    return mneme;
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(180, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the command did not end within 180 s");
    }
    return process.exitValue();
  }

  String out() throws IOException {
    return Files.readString(out);
  }

  String err() throws IOException {
    return Files.readString(err);
  }

  Process process() {
    return process;
  }
}
