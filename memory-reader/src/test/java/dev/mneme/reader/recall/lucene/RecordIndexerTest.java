package dev.mneme.reader.recall.lucene;

import static dev.mneme.reader.recall.Memories.ADA;
import static dev.mneme.reader.recall.Memories.BOB;
import static dev.mneme.reader.recall.Memories.NOON;
import static dev.mneme.reader.recall.Memories.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mneme.events.DeadLetterCause;
import dev.mneme.events.MemoryRecord;
import dev.mneme.follower.PartitionStore;
import dev.mneme.follower.PartitionStores;
import dev.mneme.follower.RetryLaterException;
import dev.mneme.reader.recall.Memories;
import dev.mneme.reader.recall.RecallFilter;
import dev.mneme.reader.recall.RecallQuery.Latest;
import dev.mneme.reader.recall.RecalledMemory;
import dev.mneme.reader.recall.ranking.RankingPolicy;
import dev.mneme.serde.InMemoryCodecs;
import dev.mneme.topics.SubjectPartition;
import dev.mneme.topics.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordIndexerTest {

  private static final int PARTITIONS = 4;
  private static final int HERE = SubjectPartition.of(ADA, PARTITIONS);

  @TempDir Path folder;
  private final InMemoryCodecs codecs = new InMemoryCodecs();
  private final List<String> refused = new ArrayList<>();
  private boolean lettersArrive = true;
  private LuceneIndexes indexes;
  private PartitionStores stores;
  private PartitionStore store;
  private long offset;

  @BeforeEach
  void open() throws Exception {
    indexes =
        new LuceneIndexes(
            folder,
            PARTITIONS,
            new IndexPolicy(Duration.ofMillis(10), Duration.ofSeconds(2), Duration.ofHours(12)),
            () -> NOON);
    indexes.start();
    stores = indexes.memories(codecs.of(Topics.RECORDS), this::refuse);
    store = stores.open(new TopicPartition(Topics.RECORDS.name(), HERE));
  }

  @AfterEach
  void close() throws Exception {
    store.close();
    indexes.close();
  }

  private void refuse(ConsumerRecord<byte[], byte[]> record, DeadLetterCause cause, String reason)
      throws RetryLaterException {
    if (!lettersArrive) {
      throw new RetryLaterException("away", new IllegalStateException("away"));
    }
    refused.add(record.offset() + " " + cause);
  }

  @Test
  void shouldMakeRecordsVisibleByItself() throws Exception {
    store.apply(List.of(put(Memories.of(1, "tea")), put(Memories.of(2, "milk"))));

    assertThat(store.next()).isEqualTo(2);
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(texts()).containsExactly("milk", "tea"));
  }

  @Test
  void shouldRemoveWhatHasATombstoneAndBearItTwice() throws Exception {
    MemoryRecord memory = Memories.of(1, "tea");
    store.apply(List.of(put(memory), put(Memories.of(2, "milk")), tombstone(memory)));
    store.apply(List.of(tombstone(memory)));

    await().untilAsserted(() -> assertThat(texts()).containsExactly("milk"));
  }

  @Test
  void shouldChangeNothingWhenRecordsComeAgain() throws Exception {
    List<ConsumerRecord<byte[], byte[]>> batch =
        List.of(put(Memories.of(1, "tea")), put(Memories.of(1, "green tea")));
    store.apply(batch);
    store.apply(batch);
    store.apply(batch.subList(0, 1));

    assertThat(store.next()).isEqualTo(2);
    await().untilAsserted(() -> assertThat(texts()).containsExactly("green tea"));
  }

  @Test
  void shouldRefuseWhatIsNoMemoryAndGoOnWithItsNeighbours() throws Exception {
    MemoryRecord ofAnother = Memories.of(3, TENANT, BOB, "not here");
    assertThat(SubjectPartition.of(BOB, PARTITIONS)).isNotEqualTo(HERE);
    store.apply(
        List.of(
            put(Memories.of(1, "tea")),
            record(Memories.key(Memories.of(2, "")), new byte[] {1, 2, 3}),
            record("no key at all", codecs.of(Topics.RECORDS).encode(Memories.of(2, "x"))),
            record(Memories.key(Memories.of(9, "")), encoded(Memories.of(2, "key of another"))),
            put(ofAnother),
            record(null, encoded(Memories.of(2, "no key"))),
            put(Memories.of(4, "milk"))));

    assertThat(refused)
        .containsExactly("1 UNDECODABLE", "2 INVALID", "3 INVALID", "4 INVALID", "5 INVALID");
    assertThat(store.next()).isEqualTo(7);
    await().untilAsserted(() -> assertThat(texts()).containsExactly("milk", "tea"));
  }

  @Test
  void shouldWaitWithTheWholeBatchWhileTheRegistryIsAway() throws Exception {
    List<ConsumerRecord<byte[], byte[]>> batch = List.of(put(Memories.of(1, "tea")));
    codecs.setReachable(false);

    assertThatThrownBy(() -> store.apply(batch)).isInstanceOf(RetryLaterException.class);
    assertThat(store.next()).isZero();
    assertThat(refused).isEmpty();

    codecs.setReachable(true);
    store.apply(batch);
    assertThat(store.next()).isEqualTo(1);
  }

  @Test
  void shouldWaitWithTheWholeBatchWhileARefusedRecordCannotBePutAway() throws Exception {
    List<ConsumerRecord<byte[], byte[]>> batch =
        List.of(put(Memories.of(1, "tea")), record("poison", new byte[] {1}));
    lettersArrive = false;

    assertThatThrownBy(() -> store.apply(batch)).isInstanceOf(RetryLaterException.class);
    assertThat(store.next()).isZero();

    lettersArrive = true;
    store.apply(batch);
    assertThat(store.next()).isEqualTo(2);
    assertThat(refused).containsExactly("1 INVALID");
  }

  @Test
  void shouldCommitByTimeAndResumeThere() throws Exception {
    store.apply(List.of(put(Memories.of(1, "tea"))));
    store.tick(NOON);
    store.close();
    store = stores.open(new TopicPartition(Topics.RECORDS.name(), HERE));

    assertThat(store.next()).isEqualTo(1);
    assertThat(texts()).containsExactly("tea");
  }

  @Test
  void shouldBeginAgainWhenTheLogNoLongerHoldsThePosition() throws Exception {
    store.apply(List.of(put(Memories.of(1, "forgotten meanwhile"))));
    store.restart(500);

    assertThat(store.next()).isEqualTo(500);
    assertThat(texts()).isEmpty();
  }

  @Test
  void shouldSeeAFlippedBitWhenItIsSuspectedAndBeginAgain() throws Exception {
    store.apply(List.of(put(Memories.of(1, "tea"))));
    store.tick(NOON);
    indexes.suspect(ADA);
    store.tick(NOON);
    assertThat(store.isDamaged()).isFalse();

    flipAByte();
    store.tick(NOON);
    assertThat(store.isDamaged()).isFalse(); // nobody has suspected it yet
    indexes.suspect(ADA);
    store.tick(NOON);
    assertThat(store.isDamaged()).isTrue();
    store.restart(0);

    assertThat(store.isDamaged()).isFalse();
    assertThat(store.next()).isZero();
    assertThat(indexes.rebuilds()).isEqualTo(1);
    store.apply(List.of(put(Memories.of(1, "tea"))));
    await().untilAsserted(() -> assertThat(texts()).containsExactly("tea"));
  }

  private void flipAByte() throws IOException {
    Path file;
    try (Stream<Path> files = Files.list(indexes.folderOf(ADA))) {
      file =
          files
              .filter(it -> it.getFileName().toString().endsWith(".cfs"))
              .findFirst()
              .orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes)); // in place: what is mapped must see it
    }
  }

  @Test
  void shouldRefuseAPartitionThatTheLayoutDoesNotHave() {
    assertThatThrownBy(() -> stores.open(new TopicPartition(Topics.RECORDS.name(), PARTITIONS)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("laid out for 4");
  }

  private ConsumerRecord<byte[], byte[]> put(MemoryRecord memory) {
    return record(Memories.key(memory), encoded(memory));
  }

  private ConsumerRecord<byte[], byte[]> tombstone(MemoryRecord memory) {
    return record(Memories.key(memory), null);
  }

  private byte[] encoded(MemoryRecord memory) {
    return codecs.of(Topics.RECORDS).encode(memory);
  }

  private ConsumerRecord<byte[], byte[]> record(@Nullable String key, byte @Nullable [] value) {
    byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    return new ConsumerRecord<>(Topics.RECORDS.name(), HERE, offset++, bytes, value);
  }

  private List<String> texts() throws Exception {
    return indexes
        .layer(RankingPolicy.DEFAULT, Optional.empty())
        .recall(new Latest(TENANT, ADA, RecallFilter.NONE, 100), Duration.ofSeconds(5))
        .memories()
        .stream()
        .map(RecalledMemory::text)
        .toList();
  }
}
