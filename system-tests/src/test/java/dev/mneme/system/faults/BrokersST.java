package dev.mneme.system.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mneme.stack.PartName;
import dev.mneme.stack.StackSettings;
import dev.mneme.system.TestStack;
import dev.mneme.system.cluster.OwnBroker;
import dev.mneme.system.cluster.OwnBrokers;
import dev.mneme.system.cluster.OwnSuite;
import dev.mneme.system.faults.trap.Order;
import dev.mneme.system.faults.trap.StopPoint;
import dev.mneme.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Three brokers, of which one is killed in the middle of a transaction that it leads. */
@Tag("campaign")
class BrokersST {

  private static final int KILLS = 4;
  private static final Duration SOON = TestStack.PATIENCE;

  @Test
  void shouldLoseAndDoubleNothingWhenALeaderIsKilledInTheMiddleOfATransaction() throws Exception {
    StackSettings settings = TestStack.settings("brokers");
    try (OwnBrokers brokers = OwnBrokers.three(settings.layout().home().resolve("brokers"));
        OwnSuite suite =
            OwnSuite.start(settings, brokers, brokers.bootstrap(), brokers.bootstrap());
        Admin admin =
            Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers.bootstrap()))) {
      for (int kill = 0; kill < KILLS; kill++) {
        Order pause = new Order(StopPoint.AFTER_SEND, 10 + kill, Order.Signal.STOP, 0);
        suite.trap().order(pause);
        await()
            .atMost(SOON)
            .until(
                () -> {
                  suite.publisher().publish(5);
                  return suite.trap().sprang(pause);
                });
        suite.trap().withdraw();
        int led = leaderOf(admin, kill % Topics.SUBJECT_PARTITIONS);
        OwnBroker leader = brokers.broker(led);
        leader.kill();
        suite.stack().part(PartName.WRITER).resume();

        suite.publisher().publish(50); // acknowledged by the two that are left
        suite.assertHolds();
        assertThat(leaderOf(admin, kill % Topics.SUBJECT_PARTITIONS)).isNotEqualTo(led);
        leader.restart();
        await().atMost(SOON).ignoreExceptions().until(() -> isWhole(admin));
      }
      suite.publisher().publish(50);
      suite.assertHolds();
    }
  }

  private static TopicDescription records(Admin admin) throws Exception {
    return admin
        .describeTopics(List.of(Topics.RECORDS.name()))
        .allTopicNames()
        .get()
        .get(Topics.RECORDS.name());
  }

  private static int leaderOf(Admin admin, int partition) throws Exception {
    return records(admin).partitions().get(partition).leader().id();
  }

  private static boolean isWhole(Admin admin) throws Exception {
    return records(admin).partitions().stream().allMatch(p -> p.isr().size() == 3);
  }
}
