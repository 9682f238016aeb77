package dev.mneme.audit.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.audit.suite.Traffic.Expected;
import dev.mneme.ledger.verify.LedgerVerifier;
import dev.mneme.topics.Topics;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records leave the topic before they have their entries. */
class LostRecordsIT {
  @Test
  void shouldRefuseToGoOnOverAHoleWhileRunningAndAfterARestart(@TempDir Path home)
      throws Exception {
    try (RunningSink sink = RunningSink.start(home);
        Traffic traffic = sink.traffic(2)) {
      // Given
      traffic.transactions(30);
      sink.awaitEntries(traffic.size());
      int partition = traffic.expected().keySet().iterator().next();

      // When
      sink.process().pause();
      traffic.transactions(60);
      deleteAllBut(1, sink.bootstrap(), partition, traffic);
      sink.process().resume();

      // Then
      sink.awaitNotReadyBecause("partition %d of the topic does not hold".formatted(partition));
      // What it had fetched before it was paused may still get its entries: up to the hole.
      var held = sink.entries().get(partition);
      assertThat(traffic.expected().get(partition)).startsWith(held.toArray(Expected[]::new));
      assertThat(LedgerVerifier.verify(sink.ledger()).intact()).isTrue();

      sink.process().stop();
      sink.launch();
      sink.awaitNotReadyBecause("partition %d of the topic does not hold".formatted(partition));
      assertThat(sink.entries().get(partition)).isEqualTo(held);
    }
  }

  private static void deleteAllBut(int kept, String bootstrap, int partition, Traffic traffic)
      throws Exception {
    var expected = traffic.expected().get(partition);
    long until = expected.get(expected.size() - kept).offset();
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
      admin
          .deleteRecords(
              Map.of(
                  new TopicPartition(Topics.AUDIT.name(), partition),
                  RecordsToDelete.beforeOffset(until)))
          .all()
          .get(10, TimeUnit.SECONDS);
    }
  }
}
