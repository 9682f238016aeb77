package dev.mneme.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

  @TempDir private Path folder;

  @Test
  void shouldFindTheProcessAgainThatItNames() throws Exception {
    PidFile file = new PidFile(folder.resolve("self.pid"));

    file.write(ProcessIdentity.of(ProcessHandle.current()));

    assertThat(file.read().orElseThrow().live()).contains(ProcessHandle.current());
  }

  @Test
  void shouldNotTakeALaterProcessWithTheSameIdForTheOneItNames() throws Exception {
    ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current());
    PidFile file = new PidFile(folder.resolve("stale.pid"));

    file.write(new ProcessIdentity(self.pid(), self.startedAt().minus(Duration.ofHours(1))));

    assertThat(file.read().orElseThrow().live()).isEmpty();
  }

  @Test
  void shouldMakeNothingOfAFileWithoutSense() throws Exception {
    Path path = folder.resolve("odd.pid");

    Files.writeString(path, "not a number\n");
    assertThat(new PidFile(path).read()).isEmpty();
    Files.writeString(path, "");
    assertThat(new PidFile(path).read()).isEmpty();
    assertThat(new PidFile(folder.resolve("none.pid")).read()).isEmpty();
  }

  @Test
  void shouldNotTakeAZombieForARunningProcess() throws Exception {
    Process shell = new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
    ProcessIdentity identity = ProcessIdentity.of(shell.toHandle());

    shell.waitFor();

    assertThat(identity.live()).isEmpty();
  }
}
