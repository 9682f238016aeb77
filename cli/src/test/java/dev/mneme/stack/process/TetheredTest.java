package dev.mneme.stack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TetheredTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private Path folder;

  private Launch launch(String script, Duration grace) {
    return new Launch(
        List.of("/bin/sh", "-c", script),
        Map.of("GREETING", "hello"),
        folder,
        folder.resolve("part.log"),
        Launch.StopSignal.TERM,
        grace);
  }

  @Test
  void shouldRunTheCommandInItsEnvironmentAndKeepWhatItSays() throws Exception {
    Tethered part =
        Tethered.start(
            launch("echo $GREETING; echo bad >&2; exit 3", Duration.ofSeconds(1)), folder);

    await().atMost(SOON).until(() -> !part.isRunning());

    assertThat(part.exitCode()).hasValue(3);
    assertThat(folder.resolve("part.log")).content().isEqualTo("hello\nbad\n");
  }

  @Test
  void shouldAskTheCommandToStopFirst() throws Exception {
    Tethered part =
        Tethered.start(
            launch(
                "trap 'echo in order; exit 0' TERM; echo up; while :; do sleep 0.1; done",
                Duration.ofSeconds(5)),
            folder);
    await().atMost(SOON).until(() -> Files.readString(folder.resolve("part.log")).contains("up"));

    part.stop();

    assertThat(part.exitCode()).hasValue(0);
    assertThat(folder.resolve("part.log")).content().contains("in order");
  }

  @Test
  void shouldMakeACommandStopThatDoesNotListen() throws Exception {
    Tethered part =
        Tethered.start(
            launch("trap '' TERM; echo up; while :; do sleep 0.1; done", Duration.ofMillis(300)),
            folder);
    await().atMost(SOON).until(() -> Files.readString(folder.resolve("part.log")).contains("up"));

    part.stop();

    assertThat(part.isRunning()).isFalse();
    assertThat(ProcessIdentity.isRunning(part.process())).isFalse();
  }

  @Test
  void shouldKillTheCommandWithAllThatIsBelowIt() throws Exception {
    Tethered part =
        Tethered.start(launch("sleep 300 & sleep 300; wait", Duration.ofSeconds(30)), folder);
    await().atMost(SOON).until(() -> part.process().descendants().count() == 2);
    List<ProcessHandle> below = part.process().descendants().toList();

    part.kill();

    assertThat(Signals.awaitEnd(below, SOON)).isTrue();
    assertThat(part.isRunning()).isFalse();
  }

  @Test
  void shouldNotLeaveTheCommandBehindWhenTheTetherItselfIsKilled() throws Exception {
    Tethered part =
        Tethered.start(launch("while :; do sleep 0.1; done", Duration.ofSeconds(1)), folder);

    part.process().parent().orElseThrow().destroyForcibly();

    assertThat(Signals.awaitEnd(List.of(part.process()), SOON)).isTrue();
  }
}
