package dev.mneme.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSpaceTest {
  @TempDir Path folder;

  @Test
  void shouldSayHowMuchIsMissingBeforeAnythingIsStarted() {
    Path home = folder.resolve("not/there/yet");

    assertThatThrownBy(() -> DiskSpace.check(home, Long.MAX_VALUE))
        .isInstanceOf(StackFailure.class)
        .hasMessageMatching(
            "The disk of \\Q%s\\E has \\d+ MB left and the stack needs \\d+ MB: free some, or use --home on another disk"
                .formatted(home));
  }

  @Test
  void shouldSayNothingWhenThereIsRoom() {
    assertThatCode(() -> DiskSpace.check(folder, 1)).doesNotThrowAnyException();
  }

  @Test
  void shouldSayWhatAFailureToWriteMeans() {
    assertThat(DiskSpace.explain(new IOException("run/kafka.pid: No space left on device")))
        .isEqualTo("the disk is full, free some space or use --home on another disk");
    assertThat(DiskSpace.explain(new IOException("run/kafka.pid: Is a directory")))
        .isEqualTo("IOException: run/kafka.pid: Is a directory");
  }
}
