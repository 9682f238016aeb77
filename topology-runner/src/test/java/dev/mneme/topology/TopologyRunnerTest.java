package dev.mneme.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mneme.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TopologyRunnerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String NOBODY = "127.0.0.1:1";
  private static final String NO_ADDRESS = "no address";

  @TempDir Path folder;

  @Test
  void shouldSayThatItWasNotStarted() {
    try (TopologyRunner runner = runner(NOBODY)) {
      assertThat(runner.obstacle()).hasValue("not started yet");
      assertThat(runner.running()).isEmpty();
    }
  }

  @Test
  void shouldSayWhichBrokerDoesNotAnswer() {
    try (TopologyRunner runner = runner(NOBODY)) {
      runner.start();

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(runner.obstacle().orElseThrow())
                      .startsWith("the broker at " + NOBODY + " does not answer"));
      assertThat(runner.running()).isEmpty();
    }
  }

  @Test
  void shouldShowAFailureToStartAndTryAgainAfterALongerPause() {
    try (TopologyRunner runner = runner(NO_ADDRESS)) {
      runner.start();

      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> saysThatItStartsAgainIn("PT0.2S", runner));
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> saysThatItStartsAgainIn("PT0.8S", runner));
    }
  }

  @Test
  @Timeout(20)
  void shouldStopWhileItWaits() {
    TopologyRunner runner = runner(NOBODY);
    runner.start();

    runner.close();

    assertThat(runner.obstacle()).hasValue("stopped");
  }

  private static boolean saysThatItStartsAgainIn(String pause, TopologyRunner runner) {
    String obstacle = runner.obstacle().orElseThrow();
    return obstacle.startsWith("the topology failed with ")
        && obstacle.endsWith("starts again in " + pause);
  }

  private TopologyRunner runner(String bootstrap) {
    return new TopologyRunner(
        Topology::new,
        new StreamsProperties(
                bootstrap,
                "an-application",
                "a-client",
                "an-instance",
                folder,
                1,
                Duration.ofMillis(10),
                Duration.ofSeconds(6))
            .toProperties(),
        List.of(Topics.EVENTS));
  }
}
