package dev.mneme.follower.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WholeTopicTest {

  private static final TopicPartition P0 = new TopicPartition("t", 0);
  private static final TopicPartition P1 = new TopicPartition("t", 1);

  private final List<MockConsumer<byte[], byte[]>> consumers = new CopyOnWriteArrayList<>();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private volatile int notYet;
  private final WholeTopic topic =
      new WholeTopic("t", partition -> partition == 0, this::consumer, new Ear());

  @AfterEach
  void close() {
    topic.close();
  }

  @Test
  void shouldHearAllFromTheBeginningOfTheWantedPartitionsAndGoOn() {
    topic.start();
    await().untilAsserted(() -> assertThat(heard).containsExactly("beginning", "0", "1", "all"));

    send(consumers.getFirst(), 2);

    await().untilAsserted(() -> assertThat(heard).endsWith("all", "2"));
    assertThat(consumers.getFirst().assignment()).containsExactly(P0);
  }

  @Test
  void shouldBringARecordAgainUntilSomebodyKnowsWhatItIs() {
    notYet = 1;

    topic.start();
    await().until(() -> notYet == 0);
    // this consumer gives out each record once: what it is sent to read again it is given again
    send(consumers.getFirst(), 0);
    send(consumers.getFirst(), 1);

    await().untilAsserted(() -> assertThat(heard).containsExactly("beginning", "0", "1", "all"));
  }

  @Test
  void shouldBeginAgainWhenTheConnectionIsLost() {
    topic.start();
    await().until(() -> heard.contains("all"));

    consumers.getFirst().setPollException(new KafkaException("gone"));

    await()
        .untilAsserted(
            () ->
                assertThat(heard)
                    .containsExactly("beginning", "0", "1", "all", "beginning", "0", "1", "all"));
  }

  @Test
  void shouldSayWhenAllIsHeardThatWasThereWhenItWasAsked() throws Exception {
    topic.start();
    await().until(() -> heard.contains("all"));
    consumers.getFirst().updateEndOffsets(Map.of(P0, 3L));

    assertThat(topic.catchUp(Duration.ofMillis(200))).isFalse();
    send(consumers.getFirst(), 2);

    assertThat(topic.catchUp(Duration.ofSeconds(30))).isTrue();
    assertThat(heard).endsWith("2");
  }

  private MockConsumer<byte[], byte[]> consumer() {
    MockConsumer<byte[], byte[]> kafka =
        new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());
    kafka.updatePartitions("t", List.of(info(0), info(1)));
    kafka.updateBeginningOffsets(Map.of(P0, 0L, P1, 0L));
    kafka.updateEndOffsets(Map.of(P0, 2L, P1, 0L));
    kafka.schedulePollTask(
        () -> {
          send(kafka, 0);
          send(kafka, 1);
        });
    consumers.add(kafka);
    return kafka;
  }

  private static PartitionInfo info(int partition) {
    return new PartitionInfo("t", partition, Node.noNode(), new Node[0], new Node[0]);
  }

  private static void send(MockConsumer<byte[], byte[]> kafka, long offset) {
    kafka.addRecord(new ConsumerRecord<>("t", 0, offset, new byte[0], new byte[0]));
  }

  private final class Ear implements TopicListener {

    @Override
    public void beginning() {
      heard.add("beginning");
    }

    @Override
    public boolean heard(ConsumerRecord<byte[], byte[]> record) {
      if (notYet > 0) {
        notYet--;
        return false;
      }
      heard.add(Long.toString(record.offset()));
      return true;
    }

    @Override
    public void caughtUp() {
      heard.add("all");
    }
  }
}
