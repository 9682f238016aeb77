package dev.mneme.reader.recall.lucene;

import static dev.mneme.reader.recall.Memories.ADA;
import static dev.mneme.reader.recall.Memories.BOB;
import static dev.mneme.reader.recall.Memories.NOON;
import static dev.mneme.reader.recall.Memories.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.events.MemoryRecord;
import dev.mneme.reader.recall.InMemoryRecords;
import dev.mneme.reader.recall.LayerFailure;
import dev.mneme.reader.recall.Memories;
import dev.mneme.reader.recall.RecallFilter;
import dev.mneme.reader.recall.Records;
import dev.mneme.reader.recall.Records.Selection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same of an index as of a map, and what only an index can do. */
class LuceneRecordsTest {

  private static final Words WORDS = new Words();
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path folder;
  private final InMemoryRecords model = new InMemoryRecords(1);
  private PartitionIndex index;
  private Records records;

  @BeforeEach
  void open() throws Exception {
    index =
        PartitionIndex.open(
            folder,
            IndexEntry.format(WORDS),
            new Trust(InstantSource.system(), Duration.ofHours(12)));
    OpenIndexes open = new OpenIndexes();
    open.add(0, index);
    records = new LuceneRecords(open);
    List<MemoryRecord> memories =
        List.of(
            Memories.builder(1, "one").setType("fact").setProject("p").build(),
            Memories.builder(2, "two").setFamily("cohort").setTags(List.of("red")).build(),
            Memories.builder(3, "three").setSubject(BOB).setStatus("deprecated").build(),
            Memories.builder(4, "four").setSubject(BOB).setFamily("cohort").build(),
            Memories.builder(5, "five").setTenant("acme-labs").build(),
            Memories.builder(6, "six").setSession("s").build());
    for (MemoryRecord memory : memories) {
      put(memory);
    }
    index.refresh();
  }

  @AfterEach
  void close() throws Exception {
    index.close();
  }

  private void put(MemoryRecord memory) throws Exception {
    model.put(memory);
    index.put(Memories.key(memory), IndexEntry.of(Memories.key(memory), memory, WORDS));
  }

  @Test
  void shouldSelectWhatTheModelSelects() throws Exception {
    List<RecallFilter> filters =
        List.of(
            RecallFilter.NONE,
            new RecallFilter("fact", null),
            new RecallFilter(null, "s"),
            new RecallFilter(null, null, NOON.plusSeconds(120), null, null, null, null),
            new RecallFilter(null, null, null, NOON.plusSeconds(180), null, null, null),
            new RecallFilter(null, null, null, null, "red", null, null),
            new RecallFilter(null, null, null, null, null, "p", null),
            new RecallFilter(null, null, null, null, null, null, "deprecated"));
    for (RecallFilter filter : filters) {
      for (String subject : new String[] {null, ADA, BOB}) {
        for (Set<String> families :
            List.of(Set.of("personal"), Set.of("cohort"), Set.of("personal", "cohort"))) {
          Selection selection = new Selection(TENANT, subject, families, filter);

          assertThat(numbers(records, selection)).isEqualTo(numbers(model, selection));
          assertThat(records.count(0, selection)).isEqualTo(numbers(model, selection).size());
        }
      }
    }
  }

  @Test
  void shouldGiveThoseThatAreStillThereInTheOrderOfTheIds() throws Exception {
    Selection ada = new Selection(TENANT, ADA, Set.of("personal"), RecallFilter.NONE);
    index.remove(Memories.key(Memories.of(1, "")));
    index.refresh();

    assertThat(records.of(0, ada, List.of(Memories.id(6), Memories.id(1), Memories.id(4))))
        .extracting(MemoryRecord::getText)
        .containsExactly("six");
  }

  @Test
  void shouldStopWhenItIsTold() throws Exception {
    List<MemoryRecord> seen = new ArrayList<>();
    Selection all = new Selection(TENANT, null, Set.of("personal", "cohort"), RecallFilter.NONE);

    records.each(0, all, LONG, memory -> !seen.add(memory));

    assertThat(seen).hasSize(1);
  }

  @Test
  void shouldSayThatItCannotRatherThanGiveAPart() {
    Selection all = new Selection(TENANT, null, Set.of("personal"), RecallFilter.NONE);

    assertThatThrownBy(() -> records.each(7, all, LONG, _ -> true))
        .isInstanceOf(LayerFailure.class);
    assertThatThrownBy(() -> records.each(0, all, Duration.ZERO, _ -> true))
        .isInstanceOfSatisfying(
            LayerFailure.class, e -> assertThat(e.kind()).isEqualTo(LayerFailure.Kind.TIMEOUT));
  }

  private static List<Long> numbers(Records of, Selection selection) throws LayerFailure {
    List<Long> numbers = new ArrayList<>();
    of.each(
        0, selection, LONG, memory -> numbers.add(memory.getMemoryId().getLeastSignificantBits()));
    numbers.sort(null);
    return numbers;
  }
}
