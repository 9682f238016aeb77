package dev.mneme.reader.recall.lucene;

import static dev.mneme.reader.recall.Memories.ADA;
import static dev.mneme.reader.recall.Memories.NOON;
import static dev.mneme.reader.recall.Memories.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.events.MemoryRecord;
import dev.mneme.reader.recall.LayerFailure;
import dev.mneme.reader.recall.Memories;
import dev.mneme.reader.recall.RecallFilter;
import dev.mneme.reader.recall.RecallQuery.Latest;
import dev.mneme.reader.recall.RecalledMemory;
import dev.mneme.reader.recall.ranking.RankingPolicy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.store.LockObtainFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionIndexTest {

  private static final Duration PLENTY = Duration.ofSeconds(10);
  private static final Words WORDS = new Words();
  private static final MemorySearch SEARCH =
      new MemorySearch(WORDS, RankingPolicy.DEFAULT, Optional.empty());

  @TempDir Path folder;
  private Instant now = NOON;

  @Test
  void shouldShowWhatWasPutOnlyAfterARefresh() throws Exception {
    try (PartitionIndex index = open()) {
      put(index, Memories.of(1, "tea"));
      assertThat(texts(index)).isEmpty();

      index.refresh();

      assertThat(texts(index)).containsExactly("tea");
    }
  }

  @Test
  void shouldSayHowFarItShowsAndNotHowFarItIs() throws Exception {
    try (PartitionIndex index = open()) {
      put(index, Memories.of(1, "tea"));
      index.reached(7);
      assertThat(index.visible()).isZero();

      index.refresh();
      assertThat(index.visible()).isEqualTo(7);

      index.reached(9); // marks of transactions only
      index.refresh();
      assertThat(index.visible()).isEqualTo(9);
    }
  }

  @Test
  void shouldKeepOneEntryPerKeyHoweverOftenItIsPut() throws Exception {
    try (PartitionIndex index = open()) {
      put(index, Memories.of(1, "tea"));
      put(index, Memories.of(1, "tea"));
      put(index, Memories.of(1, "coffee"));
      index.refresh();

      assertThat(texts(index)).containsExactly("coffee");
      assertThat(index.size()).isEqualTo(1);
    }
  }

  @Test
  void shouldNotFindWhatWasRemovedAndBearRemovingItTwice() throws Exception {
    try (PartitionIndex index = open()) {
      MemoryRecord memory = Memories.of(1, "tea");
      put(index, memory);
      index.remove(Memories.key(memory));
      index.remove(Memories.key(memory));
      index.refresh();

      assertThat(texts(index)).isEmpty();
    }
  }

  @Test
  void shouldResumeAtThePositionOfTheLastCommit() throws Exception {
    try (PartitionIndex index = open()) {
      assertThat(index.next()).isZero();
      put(index, Memories.of(1, "tea"));
      index.advanceTo(42);
    }

    try (PartitionIndex index = open()) {
      assertThat(index.next()).isEqualTo(42);
      assertThat(texts(index)).containsExactly("tea");
    }
  }

  @Test
  void shouldKeepThePositionEvenWhenNothingWasPut() throws Exception {
    try (PartitionIndex index = open()) {
      index.advanceTo(7);
    }

    try (PartitionIndex index = open()) {
      assertThat(index.next()).isEqualTo(7);
    }
  }

  @Test
  void shouldEqualTheFoldOfTheLogWhenKilledBetweenRefreshAndCommit() throws Exception {
    // Given: committed up to 2, seen up to 5, then killed
    List<MemoryRecord> log =
        List.of(
            Memories.of(1, "tea"),
            Memories.of(2, "milk"),
            Memories.of(1, "green tea"),
            Memories.of(3, "sugar"));
    String removedLast = Memories.key(Memories.of(2, ""));
    PartitionIndex killed = open();
    put(killed, log.get(0));
    put(killed, log.get(1));
    killed.advanceTo(2);
    killed.commit();
    put(killed, log.get(2));
    put(killed, log.get(3));
    killed.remove(removedLast);
    killed.advanceTo(5);
    killed.refresh();
    assertThat(texts(killed)).containsExactlyInAnyOrder("green tea", "sugar");
    killed.abandon();

    // When
    try (PartitionIndex index = open()) {
      assertThat(index.next()).isEqualTo(2);
      for (MemoryRecord record : log.subList(2, 4)) {
        put(index, record);
      }
      index.remove(removedLast);
      index.refresh();

      // Then
      assertThat(texts(index)).containsExactlyInAnyOrder("green tea", "sugar");
    }
  }

  @Test
  void shouldForgetEverythingWhenStartingOver() throws Exception {
    try (PartitionIndex index = open()) {
      put(index, Memories.of(1, "tea"));
      index.advanceTo(10);
      index.refresh();

      index.startOver(300);

      assertThat(texts(index)).isEmpty();
      assertThat(index.next()).isEqualTo(300);
    }
    try (PartitionIndex index = open()) {
      assertThat(index.next()).isEqualTo(300);
      assertThat(texts(index)).isEmpty();
    }
  }

  @Test
  void shouldThrowAwayAnIndexWithAFlippedBit() throws Exception {
    for (String suffix : List.of(".cfs", ".si", ".cfe")) {
      fill(10);
      flip(fileEndingIn(suffix), 0.5);

      try (PartitionIndex index = open()) {
        assertThat(index.next()).as("next after damage in %s", suffix).isZero();
        assertThat(texts(index)).isEmpty();
      }
    }
  }

  @Test
  void shouldThrowAwayAnIndexThatWasCutShort() throws Exception {
    for (String suffix : List.of(".cfs", ".si")) {
      fill(10);
      Path file = fileEndingIn(suffix);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(Files.size(file) / 2);
      }

      try (PartitionIndex index = open()) {
        assertThat(index.next()).as("next after cutting %s", suffix).isZero();
      }
    }
  }

  @Test
  void shouldThrowAwayAnIndexWhoseListOfSegmentsIsDamaged() throws Exception {
    fill(10);
    flip(fileStartingWith("segments_"), 0.5);

    try (PartitionIndex index = open()) {
      assertThat(index.next()).isZero();
      assertThat(texts(index)).isEmpty();
    }
  }

  @Test
  void shouldThrowAwayAnIndexThatLacksAFile() throws Exception {
    fill(10);
    Files.delete(fileEndingIn(".cfs"));

    try (PartitionIndex index = open()) {
      assertThat(index.next()).isZero();
    }
  }

  @Test
  void shouldThrowAwayAnIndexThatMayHaveMissedADeletion() throws Exception {
    fill(10);
    now = NOON.plus(Duration.ofHours(12));
    try (PartitionIndex index = open()) {
      assertThat(index.next()).isEqualTo(10);
    }

    now = now.plusSeconds(1);
    try (PartitionIndex index = open()) {
      assertThat(index.next()).isZero();
      assertThat(texts(index)).isEmpty();
    }
  }

  @Test
  void shouldWorkAgainAfterARebuild() throws Exception {
    fill(10);
    flip(fileEndingIn(".cfs"), 0.5);
    try (PartitionIndex index = open()) {
      put(index, Memories.of(5, "rebuilt"));
      index.advanceTo(11);
    }

    try (PartitionIndex index = open()) {
      assertThat(index.next()).isEqualTo(11);
      assertThat(texts(index)).containsExactly("rebuilt");
    }
  }

  @Test
  void shouldNotTouchAnIndexThatAnotherHolds() throws Exception {
    try (PartitionIndex holder = open()) {
      put(holder, Memories.of(1, "tea"));
      holder.advanceTo(1);
      holder.commit();

      assertThatThrownBy(this::open).isInstanceOf(LockObtainFailedException.class);

      holder.refresh();
      assertThat(texts(holder)).containsExactly("tea");
    }
  }

  @Test
  void shouldGiveUpASearchWhoseTimeIsUp() throws Exception {
    try (PartitionIndex index = open()) {
      for (int i = 1; i <= 200; i++) {
        put(index, Memories.of(i, "tea"));
      }
      index.refresh();

      assertThatThrownBy(
              () ->
                  SEARCH.answer(
                      index,
                      Optional.empty(),
                      new Latest(TENANT, ADA, RecallFilter.NONE, 10),
                      Duration.ofSeconds(-1)))
          .isInstanceOfSatisfying(
              LayerFailure.class,
              failure -> assertThat(failure.kind()).isEqualTo(LayerFailure.Kind.TIMEOUT));
    }
  }

  private PartitionIndex open() throws IOException {
    return PartitionIndex.open(
        folder, IndexEntry.format(WORDS), new Trust(() -> now, Duration.ofHours(12)));
  }

  /** An index with one entry, committed at the given position. */
  private void fill(long next) throws IOException {
    try (PartitionIndex index = open()) {
      put(index, Memories.of(1, "tea with milk and sugar ".repeat(50)));
      index.advanceTo(next);
    }
  }

  private static void put(PartitionIndex index, MemoryRecord memory) throws IOException {
    index.put(Memories.key(memory), IndexEntry.of(Memories.key(memory), memory, WORDS));
  }

  private static List<String> texts(PartitionIndex index) throws IOException, LayerFailure {
    List<String> texts = new ArrayList<>();
    for (RecalledMemory memory :
        SEARCH
            .answer(
                index, Optional.empty(), new Latest(TENANT, ADA, RecallFilter.NONE, 100), PLENTY)
            .memories()) {
      texts.add(memory.text());
    }
    return texts;
  }

  private Path fileEndingIn(String suffix) throws IOException {
    return file(name -> name.endsWith(suffix));
  }

  private Path fileStartingWith(String prefix) throws IOException {
    return file(name -> name.startsWith(prefix));
  }

  private Path file(java.util.function.Predicate<String> named) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> named.test(file.getFileName().toString()))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void flip(Path file, double where) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long at = (long) (channel.size() * where);
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, at);
      one.put(0, (byte) (one.get(0) ^ 0x10));
      channel.write(one.flip(), at);
    }
  }
}
