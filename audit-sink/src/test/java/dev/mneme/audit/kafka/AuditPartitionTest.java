package dev.mneme.audit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mneme.audit.AuditEvents;
import dev.mneme.audit.OpenLogs;
import dev.mneme.audit.signing.FailStop;
import dev.mneme.events.AuditEvent;
import dev.mneme.follower.PartitionStore;
import dev.mneme.ledger.CommittedRecord;
import dev.mneme.ledger.Head;
import dev.mneme.ledger.LedgerLog;
import dev.mneme.ledger.memory.InMemoryLedger;
import dev.mneme.topics.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditPartitionTest {
  private static final TopicPartition ID = new TopicPartition(Topics.AUDIT.name(), 1);

  private final InMemoryLedger ledger = new InMemoryLedger();
  private final OpenLogs openLogs = new OpenLogs();
  private final FailStop failStop = new FailStop(() -> {});
  private final AuditPartitions stores;
  private PartitionStore store;

  AuditPartitionTest(@TempDir Path ids) throws IOException {
    stores = new AuditPartitions(ledger, ids, openLogs, _ -> {}, failStop, (_, _, _) -> {});
    store = stores.open(ID);
  }

  @Test
  void shouldMakeOneEntryOfEachRecordAndWantWhatComesNext() throws Exception {
    assertThat(store.next()).isZero();

    store.apply(List.of(record(0), record(1), record(4)));

    assertThat(head().size()).isEqualTo(3);
    assertThat(store.next()).isEqualTo(5);
  }

  @Test
  void shouldChangeNothingWhenTheTopicIsReadAgainFromItsBeginning() throws Exception {
    List<ConsumerRecord<byte[], byte[]>> records = List.of(record(0), record(1), record(4));
    store.apply(records);
    Head before = head();

    store.apply(records);
    reopen();
    store.apply(records);

    assertThat(head()).isEqualTo(before);
    assertThat(store.next()).isEqualTo(5);
  }

  @Test
  void shouldMakeOneEntryOfAnEventHoweverOftenItComes() throws Exception {
    // Given
    AuditEvent event = AuditEvents.number(1);
    store.apply(List.of(record(0, event), record(1, AuditEvents.number(2)), record(2, event)));
    assertThat(head().size()).isEqualTo(2);

    // When
    reopen();
    store.apply(List.of(record(1, AuditEvents.number(2)), record(2, event), record(3, event)));
    store.apply(List.of(record(4, AuditEvents.number(3))));

    // Then
    assertThat(head().size()).isEqualTo(3);
    assertThat(head().nextOffset()).isEqualTo(5);
  }

  @Test
  void shouldKeepWhatIsNoEventAtAll() throws Exception {
    store.apply(List.of(bytes(0, new byte[] {1, 2}), bytes(1, new byte[] {1, 2})));

    assertThat(head().size()).isEqualTo(2);
  }

  @Test
  void shouldAskForItsLastRecordAgainAndGoOnWhenItIsTheSame() throws Exception {
    store.apply(List.of(record(0), record(3)));
    reopen();
    assertThat(store.next()).isEqualTo(3);

    store.apply(List.of(record(3), record(5)));

    assertThat(head().size()).isEqualTo(3);
  }

  @Test
  void shouldRefuseATopicWhoseRecordsAreOthers() throws Exception {
    store.apply(List.of(record(0), record(3)));
    Head before = head();
    reopen();

    assertThatThrownBy(() -> store.apply(List.of(record(3, AuditEvents.number(99)), record(4))))
        .isInstanceOf(ForeignTopicException.class)
        .hasMessageContaining("offset 3 is not the record of entry 1");
    assertThat(head()).isEqualTo(before);
  }

  @Test
  void shouldRefuseATopicThatHasNoRecordWhereItsLastOneWas() throws Exception {
    store.apply(List.of(record(0), record(3)));
    reopen();

    assertThatThrownBy(() -> store.apply(List.of(record(4))))
        .isInstanceOf(ForeignTopicException.class);
  }

  @Test
  void shouldGoOnWhenOnlyItsLastRecordHasLeftTheTopic() throws Exception {
    store.apply(List.of(record(0), record(3)));
    reopen();

    store.restart(4);
    assertThat(store.next()).isEqualTo(4);
    store.apply(List.of(record(4)));

    assertThat(head().size()).isEqualTo(3);
  }

  @Test
  void shouldRefuseToGoOnOverAHole() throws Exception {
    store.apply(List.of(record(0), record(3)));
    reopen();

    assertThatThrownBy(() -> store.restart(5))
        .isInstanceOf(ForeignTopicException.class)
        .hasMessageContaining("begins at 5");
    assertThatThrownBy(() -> store.restart(0)).isInstanceOf(ForeignTopicException.class);
  }

  @Test
  void shouldRefuseToBeginInTheMiddleOfATopic() {
    assertThatThrownBy(() -> store.restart(1))
        .isInstanceOf(ForeignTopicException.class)
        .hasMessageContaining("does not hold offset 0");
  }

  @Test
  void shouldShowItsLogOnlyWhileItIsOpen() throws Exception {
    assertThat(openLogs.of(1)).isPresent();

    store.close();

    assertThat(openLogs.of(1)).isEmpty();
    assertThat(openLogs.heads()).isEmpty();
  }

  @Test
  void shouldMakeTheSameOfLargeBatchesAsOfSmallOnes() throws Exception {
    // Given
    int count = 2 * AuditPartition.LARGE + 10;
    LedgerLog other = new InMemoryLedger().open(1);
    for (int i = 0; i < count; i++) {
      ConsumerRecord<byte[], byte[]> record = record(i);
      other.append(
          List.of(
              new CommittedRecord(
                  record.offset(), record.timestamp(), record.key(), record.value())));
    }

    // When
    store.apply(records(0, AuditPartition.LARGE));
    store.apply(records(AuditPartition.LARGE, 2 * AuditPartition.LARGE));
    store.apply(records(AuditPartition.LARGE - 5, count - AuditPartition.LARGE - 5));
    store.apply(records(2 * AuditPartition.LARGE - 5, count));

    // Then
    assertThat(head()).isEqualTo(other.head());
    assertThat(store.next()).isEqualTo(count);
  }

  @Test
  void shouldSayWhatWasWrongWithALargeBatchAndAppendNothingAfterIt() throws Exception {
    failStop.stop("something else failed");
    store.apply(records(0, AuditPartition.LARGE));

    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> store.tick(Instant.EPOCH))
                    .hasMessageContaining("something else failed"));
    assertThatThrownBy(() -> store.apply(List.of(record(500))))
        .hasMessageContaining("something else failed");
    assertThat(head().size()).isZero();
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(int from, int to) {
    return IntStream.range(from, to).mapToObj(AuditPartitionTest::record).toList();
  }

  private Head head() {
    return openLogs.of(1).orElseThrow().head();
  }

  private void reopen() throws Exception {
    store.close();
    store = stores.open(ID);
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset) {
    return record(offset, AuditEvents.number(offset));
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset, AuditEvent event) {
    return bytes(offset, AuditEvents.encoded(event));
  }

  private static ConsumerRecord<byte[], byte[]> bytes(long offset, byte[] value) {
    return new ConsumerRecord<>(
        ID.topic(),
        ID.partition(),
        offset,
        1_700_000_000_000L + offset,
        TimestampType.CREATE_TIME,
        1,
        value.length,
        new byte[] {'k'},
        value,
        new RecordHeaders(),
        java.util.Optional.empty());
  }
}
