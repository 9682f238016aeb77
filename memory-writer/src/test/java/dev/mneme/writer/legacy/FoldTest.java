package dev.mneme.writer.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.events.DeadLetterCause;
import dev.mneme.events.MemoryRecord;
import dev.mneme.follower.RetryLaterException;
import dev.mneme.serde.InMemoryCodecs;
import dev.mneme.topics.RecordKey;
import dev.mneme.topics.Topics;
import dev.mneme.writer.Sample;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class FoldTest {
  private final InMemoryCodecs codecs = new InMemoryCodecs();
  private final List<DeadLetterCause> refused = new ArrayList<>();
  private final Fold fold = new Fold(codecs, (record, cause, reason) -> refused.add(cause));

  @Test
  void shouldLeaveTheLastChangeOfEachMemory() throws Exception {
    MemoryRecord first = Records.memory(1, "first");
    MemoryRecord second = Records.memory(2, "second");

    List<Change> changes =
        fold.changes(
            List.of(
                record(0, first),
                record(1, second),
                tombstone(2, Records.key(first)),
                record(3, Records.memory(2, "second again"))));

    assertThat(changes)
        .containsExactlyInAnyOrder(
            new Change.Remove(Records.key(first), 2),
            new Change.Keep(Records.key(second), 3, Records.memory(2, "second again")));
  }

  @Test
  void shouldGiveUpWhatIsNoMemoryAndGoOn() throws Exception {
    RecordKey key = Records.key(Records.memory(1, "x"));

    List<Change> changes =
        fold.changes(
            List.of(
                new ConsumerRecord<>("memory.records", 0, 0, null, new byte[] {1}),
                new ConsumerRecord<>("memory.records", 0, 1, bytes("a/b"), new byte[] {1}),
                new ConsumerRecord<>("memory.records", 0, 2, bytes(key.key()), new byte[] {9, 9}),
                new ConsumerRecord<>(
                    "memory.records",
                    0,
                    3,
                    bytes(key.key()),
                    codecs.of(Topics.RECORDS).encode(Records.memory(2, "other"))),
                record(4, Records.memory(1, "good"))));

    assertThat(changes).hasSize(1);
    assertThat(refused)
        .containsExactly(
            DeadLetterCause.INVALID,
            DeadLetterCause.INVALID,
            DeadLetterCause.UNDECODABLE,
            DeadLetterCause.INVALID);
  }

  @Test
  void shouldWaitForARegistryThatIsAway() {
    ConsumerRecord<byte[], byte[]> record = record(0, Records.memory(1, "x"));
    codecs.setReachable(false);

    assertThatThrownBy(() -> fold.changes(List.of(record))).isInstanceOf(RetryLaterException.class);
    assertThat(refused).isEmpty();
  }

  private ConsumerRecord<byte[], byte[]> record(long offset, MemoryRecord memory) {
    return new ConsumerRecord<>(
        "memory.records",
        0,
        offset,
        bytes(Records.key(memory).key()),
        codecs.of(Topics.RECORDS).encode(memory));
  }

  private static ConsumerRecord<byte[], byte[]> tombstone(long offset, RecordKey key) {
    return new ConsumerRecord<>("memory.records", 0, offset, bytes(key.key()), null);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Records for tests. */
  static final class Records {
    private Records() {}

    static MemoryRecord memory(int n, String text) {
      return MemoryRecord.newBuilder()
          .setMemoryId(new UUID(0, n))
          .setTenant("acme")
          .setSubject(Sample.subject(1))
          .setType("episode")
          .setText(text)
          .setOccurredAt(Sample.AT)
          .setCreatedAt(Sample.AT)
          .setPolicyVersion("test")
          .setSourceEventId(new UUID(1, n))
          .setSource(new dev.mneme.events.SourcePosition("memory.events", 0, (long) n))
          .build();
    }

    static RecordKey key(MemoryRecord memory) {
      return new RecordKey(memory.getTenant(), memory.getSubject(), memory.getMemoryId());
    }
  }
}
