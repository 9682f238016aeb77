package dev.mneme.reader.kafka;

import static dev.mneme.reader.recall.Memories.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mneme.events.OperationOutcome;
import dev.mneme.events.OutcomeResult;
import dev.mneme.reader.outcome.Reporter;
import dev.mneme.reader.recall.Layer;
import dev.mneme.serde.InMemoryCodecs;
import dev.mneme.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class OutboxTest {

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(
          cluster(),
          true,
          new RoundRobinPartitioner(),
          new ByteArraySerializer(),
          new ByteArraySerializer());
  private final InMemoryCodecs codecs = new InMemoryCodecs();
  private final Reporter reporter = new Reporter("local", "reader-0");

  @Test
  void shouldSendOutcomesUnderTheirScope() {
    try (Outbox outbox = started(10)) {
      outbox.report(outcome());

      await().until(() -> outbox.delivered() == 1);
    }
    assertThat(producer.history())
        .extracting(ProducerRecord::topic)
        .containsExactly(Topics.OUTCOMES.name());
    assertThat(producer.history())
        .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
        .containsExactly("new@local");
  }

  @Test
  void shouldKnowWhetherReportsArrive() {
    try (Outbox outbox = new Outbox(producer, codecs, 10)) {
      assertThat(outbox.arriving()).isFalse();
      outbox.start();
      await().until(outbox::arriving);
      producer.sendException = new TimeoutException("no metadata");
      outbox.report(outcome());
      await().until(() -> !outbox.arriving());

      producer.sendException = null;
      await().until(outbox::arriving);
      await().until(() -> outbox.delivered() == 1);
      assertThat(outbox.lost()).isZero();
    }
  }

  @Test
  void shouldNeverWaitForRoomButCountWhatIsLost() {
    try (Outbox outbox = started(4)) {
      await().until(outbox::arriving);
      producer.sendException = new TimeoutException("no metadata");

      long start = System.nanoTime();
      for (int i = 0; i < 1000; i++) {
        outbox.report(reporter.recalled(Layer.NEW, 1, OutcomeResult.SUCCESS, Duration.ZERO, NOON));
      }
      Duration took = Duration.ofNanos(System.nanoTime() - start);

      assertThat(took).isLessThan(Duration.ofSeconds(5));
      assertThat(outbox.lost()).isGreaterThanOrEqualTo(1000 - 5);
      producer.sendException = null;
    }
  }

  @Test
  void shouldKeepReportsThatTheClientRefusesForWantOfABroker() {
    try (Outbox outbox = new Outbox(Clients.producer("127.0.0.1:1", "reader-0"), codecs, 10)) {
      outbox.start();
      outbox.report(outcome());

      await().pollDelay(Duration.ofSeconds(1)).until(() -> !outbox.arriving());
      assertThat(outbox.lost()).isZero();
    }
  }

  @Test
  void shouldKeepReportsWhileTheRegistryIsAway() {
    codecs.setReachable(false);
    try (Outbox outbox = started(10)) {
      outbox.report(outcome());
      await().until(() -> !outbox.arriving());
      codecs.setReachable(true);

      await().until(() -> outbox.delivered() == 1);
    }
  }

  @Test
  void shouldSendWhatWaitsBeforeItCloses() {
    Outbox outbox = started(100);
    Stream.generate(this::outcome).limit(50).forEach(outbox::report);
    outbox.close();

    assertThat(producer.history()).hasSize(50);
    assertThat(outbox.lost()).isZero();
  }

  private Outbox started(int room) {
    Outbox outbox = new Outbox(producer, codecs, room);
    outbox.start();
    return outbox;
  }

  private OperationOutcome outcome() {
    return reporter.recalled(Layer.NEW, 1, OutcomeResult.SUCCESS, Duration.ZERO, NOON);
  }

  private static Cluster cluster() {
    Node node = new Node(0, "localhost", 1);
    List<PartitionInfo> partitions =
        Stream.of(Topics.OUTCOMES)
            .map(
                topic ->
                    new PartitionInfo(topic.name(), 0, node, new Node[] {node}, new Node[] {node}))
            .toList();
    return new Cluster("test", List.of(node), partitions, java.util.Set.of(), java.util.Set.of());
  }
}
