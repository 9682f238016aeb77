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

/** {@code mneme rollout plan} as a process, as operators run it, against a guard that runs. */
class RolloutPlanCommandIT {

  @TempDir Path folder;

  private record Run(int exitCode, String out, String err) {}

  @Test
  void shouldApplyShowPauseResumePromoteAndAbortAPlan() throws Exception {
    Path plan = Files.writeString(folder.resolve("plan.yaml"), "name: by hand\nregions: [cli]\n");

    Run dry = mneme("dry-run", plan.toString());
    Run applied = mneme("apply", plan.toString(), "--reason", "it is time", "--actor", "alice");
    Run status = mneme("status");
    Run paused = mneme("pause", "lunch");
    Run pausedAgain = mneme("pause", "lunch");
    Run resumed = mneme("resume", "lunch is over");
    Run promoted = mneme("promote", "known to be good");
    Run aborted = mneme("abort", "it was a test");

    assertThat(dry.exitCode()).as(dry.err()).isZero();
    assertThat(dry.out()).contains("STEP", "cli 1 %", "cli 100 %");
    assertThat(applied.exitCode()).as(applied.err()).isZero();
    assertThat(applied.out())
        .contains("by hand is stepping now, cli 1 %: alice via mneme-cli applied the plan");
    assertThat(status.exitCode()).as(status.err()).isZero();
    assertThat(status.out()).contains("step 1 of 8", "Last events:", "the canary has no reads");
    assertThat(paused.out()).contains("is paused now");
    assertThat(pausedAgain.exitCode()).isEqualTo(1);
    assertThat(pausedAgain.out()).contains("Nothing changed: it is paused already");
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.out()).contains("is stepping now, cli 1 %");
    assertThat(promoted.exitCode()).as(promoted.err()).isZero();
    assertThat(promoted.out()).contains("is stepping now, cli 2 %");
    assertThat(aborted.exitCode()).as(aborted.err()).isZero();
    assertThat(aborted.out()).contains("is aborted now, cli 0 %");
  }

  @Test
  void shouldSayWhatIsWrongWithAFile() throws Exception {
    Path plan = Files.writeString(folder.resolve("plan.yaml"), "regions: [cli]\npace: slow\n");

    Run wrong = mneme("apply", plan.toString(), "--reason", "it is time");
    Run missing = mneme("apply", folder.resolve("none.yaml").toString(), "--reason", "x");

    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err())
        .contains("line 1, name: a plan needs a name", "line 2, pace: is no key");
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.err()).contains("There is no such file");
  }

  private Run mneme(String... arguments) throws Exception {
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
                "dev.mneme.cli.Mneme",
                "rollout",
                "plan"));
    command.addAll(Arrays.asList(arguments));
    command.addAll(List.of("--home", GuardStack.running().settings().layout().home().toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the command did not end within 60 s");
    }
    return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
