package dev.mneme.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.stack.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mneme mode} as a process, as operators run it, against a guard that runs. */
class ModeCommandIT {

  @TempDir Path folder;

  private record Run(int exitCode, String out, String err) {}

  @Test
  void shouldForceShowAndClearAModeAndSayByItsExitCodeWhetherItDid() throws Exception {
    Run forced =
        mneme(
            "mode",
            "force",
            "a drill",
            "--scope",
            "new@cli",
            "--mode",
            "write_only",
            "--ttl",
            "10m",
            "--actor",
            "alice");
    Run status = mneme("mode", "status");
    Run json = mneme("mode", "status", "--output", "json");
    Run cleared = mneme("mode", "clear", "drill over", "--scope", "new@cli");
    Run clearedAgain = mneme("mode", "clear", "drill over", "--scope", "new@cli");
    Run reset = mneme("mode", "reset-failures", "repaired", "--scope", "new@cli");

    assertThat(forced.exitCode()).as(forced.err()).isZero();
    assertThat(forced.out())
        .contains(
            "new@cli is write_only now: forced to WRITE_ONLY for PT10M by alice via mneme-cli: a"
                + " drill");
    assertThat(status.exitCode()).isZero();
    assertThat(status.out())
        .contains("SCOPE", "FAILURES", "EPOCH", "new@cli", "forced", "Last events:");
    assertThat(json.out())
        .contains("\"scope\" : \"new@cli\"", "\"actor\" : \"alice via mneme-cli\"");
    assertThat(cleared.exitCode()).as(cleared.err()).isZero();
    assertThat(cleared.out()).contains("by " + System.getProperty("user.name"));
    assertThat(clearedAgain.exitCode()).isEqualTo(1);
    assertThat(clearedAgain.out()).contains("Nothing changed: no mode is forced");
    assertThat(reset.exitCode()).isZero();
  }

  @Test
  void shouldRefuseInASentenceWhatIsWrong() throws Exception {
    Run badMode = mneme("mode", "force", "x", "--scope", "new@cli", "--mode", "on", "--ttl", "10m");
    Run badTime =
        mneme("mode", "force", "x", "--scope", "new@cli", "--mode", "off", "--ttl", "soon");

    assertThat(badMode.exitCode()).isEqualTo(1);
    assertThat(badMode.err()).contains("the mode is off, write_only or read_write");
    assertThat(badTime.exitCode()).isEqualTo(2);
    assertThat(badTime.err()).contains("A length of time is like 90s, 10m, 2h or PT10M");
  }

  @Test
  void shouldShowWhatHappensWhileItWatches() throws Exception {
    Path home = GuardStack.running().settings().layout().home();
    Path out = Files.createTempFile(folder, "out", ".txt");
    Process watching =
        process(home, "mode", "watch", "--for", "12s").redirectOutput(out.toFile()).start();
    for (int i = 0; watching.isAlive() && i < 60; i++) {
      mneme("mode", "force", "seen", "--scope", "new@watched", "--mode", "off", "--ttl", "10m");
      if (Files.readString(out).contains("new@watched  forced")) {
        break;
      }
    }

    assertThat(watching.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(watching.exitValue()).isZero();
    assertThat(Files.readString(out)).contains("new@watched  forced").contains(": seen");
  }

  private Run mneme(String... arguments) throws Exception {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process process =
        process(GuardStack.running().settings().layout().home(), arguments)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the command did not end within 60 s");
    }
    return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private static ProcessBuilder process(Path home, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Installation.java().toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-D%s=%s".formatted(Installation.PROPERTY, Installation.find().root()),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.mneme.cli.Mneme"));
    command.addAll(Arrays.asList(arguments));
    command.addAll(List.of("--home", home.toString()));
    return new ProcessBuilder(command);
  }
}
