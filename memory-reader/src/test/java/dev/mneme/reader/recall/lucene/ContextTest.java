package dev.mneme.reader.recall.lucene;

import static dev.mneme.reader.recall.Memories.ADA;
import static dev.mneme.reader.recall.Memories.BOB;
import static dev.mneme.reader.recall.Memories.NOON;
import static dev.mneme.reader.recall.Memories.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.MemoryEmbedding;
import dev.mneme.events.MemoryRecord;
import dev.mneme.events.SourcePosition;
import dev.mneme.reader.embedding.EmbeddedText;
import dev.mneme.reader.embedding.Missing;
import dev.mneme.reader.embedding.QuantizedVector;
import dev.mneme.reader.embedding.QueryEmbeddings;
import dev.mneme.reader.embedding.WatchedModel;
import dev.mneme.reader.recall.Memories;
import dev.mneme.reader.recall.RecallFilter;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.recall.RecalledMemory;
import dev.mneme.reader.recall.Recollection;
import dev.mneme.reader.recall.ranking.RankingPolicy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What memories mean to each other in the index, with the real model. */
class ContextTest {

  private static final Duration PLENTY = Duration.ofSeconds(10);
  private static final Words WORDS = new Words();
  private static final WatchedModel MODEL = new WatchedModel();
  private static final QueryEmbeddings QUESTIONS = new QueryEmbeddings(MODEL, PLENTY, 100);
  private static final String[] SAYINGS = {
    "I adopted a dog from the shelter", "What is its name?", "Pepper, she loves the beach",
    "My sister paints landscapes", "That sounds lovely", "We moved to Lisbon in May",
    "The new job starts on Monday", "Congratulations!", "I baked bread with walnuts"
  };

  @TempDir Path folder;
  private PartitionIndex memories;
  private PartitionIndex vectors;

  @BeforeAll
  static void load() throws Exception {
    MODEL.prepare();
  }

  @AfterAll
  static void unload() throws Exception {
    QUESTIONS.close();
    MODEL.close();
  }

  @BeforeEach
  void open() throws IOException {
    Trust trust = new Trust(() -> NOON, Duration.ofHours(12));
    memories = PartitionIndex.open(folder.resolve("m"), IndexEntry.format(WORDS), trust);
    vectors = PartitionIndex.open(folder.resolve("v"), VectorEntry.FORMAT, trust);
  }

  @AfterEach
  void close() throws IOException {
    memories.close();
    vectors.close();
  }

  @Test
  void shouldFindAShortAnswerByTheQuestionBeforeIt() throws Exception {
    put(said(1, "What did you call the dog?"));
    put(said(2, "Pepper."));
    put(Memories.builder(3, "Pepper is missing in this soup.").setSession("other").build());
    refresh();

    Recollection found = byWords("dog");

    assertThat(ids(found)).containsExactly(1, 2);
  }

  @Test
  void shouldFindByTheDateAsOneSaysIt() throws Exception {
    put(said(1, "It rained."));
    put(
        Memories.builder(2, "It snowed.")
            .setOccurredAt(Instant.parse("2025-12-24T18:00:00Z"))
            .build());
    refresh();

    assertThat(ids(byWords("what happened on 24 December 2025?"))).startsWith(2);
  }

  @Test
  void shouldFindByMeaningWhatHasOtherWords() throws Exception {
    put(said(1, "I adopted a puppy from the shelter."));
    put(said(2, "The tax return is due in April."));
    refresh();
    embed(said(1, "I adopted a puppy from the shelter."));
    embed(said(2, "The tax return is due in April."));

    Recollection found = both("Who got a new dog?");

    assertThat(ids(found)).startsWith(1);
    assertThat(found.how().meaning()).isEqualTo("used");
    assertThat(found.how().embedded()).isEqualTo(2);
    assertThat(byWords("Who got a new dog?").memories()).isEmpty();
  }

  @Test
  void shouldAnswerNothingToAQuestionAboutSomethingElse() throws Exception {
    for (int i = 0; i < SAYINGS.length; i++) {
      put(said(i + 1, SAYINGS[i]));
      embed(said(i + 1, SAYINGS[i]));
    }
    refresh();

    Recollection found = both("What is the boiling point of tungsten at high pressure?");

    assertThat(found.memories()).isEmpty();
    assertThat(found.how().abstained()).isTrue();
  }

  @Test
  void shouldIgnoreTheVectorOfATextThatHasChanged() throws Exception {
    put(said(1, "I adopted a puppy from the shelter."));
    embed(said(1, "What it said before."));
    refresh();

    Recollection found = both("puppy");

    assertThat(found.how().meaning()).isEqualTo("none");
    assertThat(found.how().embedded()).isZero();
    assertThat(found.memories().getFirst().parts().meaning()).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldAnswerAsIfWhatWasForgottenHadNeverBeen(int seed) throws Exception {
    // Given: the same memories here, with others among them that are forgotten, and there, without
    Random random = new Random(seed);
    PartitionIndex without =
        PartitionIndex.open(
            folder.resolve("without"),
            IndexEntry.format(WORDS),
            new Trust(() -> NOON, Duration.ofHours(12)));
    List<MemoryRecord> forgotten = new ArrayList<>();
    for (int i = 1; i <= 40; i++) {
      MemoryRecord memory = said(i, SAYINGS[random.nextInt(SAYINGS.length)]);
      put(memory);
      embed(memory);
      if (random.nextInt(3) == 0) {
        forgotten.add(memory);
      } else {
        without.put(Memories.key(memory), IndexEntry.of(Memories.key(memory), memory, WORDS));
      }
      if (random.nextInt(10) == 0) {
        refresh();
      }
    }
    refresh();
    for (MemoryRecord memory : forgotten) {
      memories.remove(Memories.key(memory));
    }
    refresh();
    without.refresh();

    // Then: the same answers, scores and parts, though the vectors of the forgotten are still there
    for (String question : List.of("dog", "What is the name of the dog?", "Lisbon job bread")) {
      RecallQuery query = words(question, RecallFilter.NONE);
      MemorySearch search = search(Optional.of(QUESTIONS));
      Recollection here = search.answer(memories, Optional.of(vectors), query, PLENTY);
      Recollection there = search.answer(without, Optional.of(vectors), query, PLENTY);
      assertThat(here).isEqualTo(there);
    }
    without.close();
  }

  @Test
  void shouldNotLetOneSubjectsWordsCountInAnothersScores() throws Exception {
    put(said(1, "dog"));
    put(said(2, "cat"));
    refresh();
    Recollection before = byWords("dog");

    for (int i = 100; i < 200; i++) {
      put(Memories.of(i, TENANT, BOB, "dog dog dog"));
      put(Memories.of(i, "other", ADA, "dog dog dog"));
    }
    refresh();

    assertThat(byWords("dog")).isEqualTo(before);
  }

  @Test
  void shouldNameWhatIsMissingAndWhatIsLeftOver() throws Exception {
    MemoryRecord first = said(1, "tea");
    MemoryRecord second = said(2, "milk");
    put(first);
    put(second);
    put(Memories.builder(3, "of many").setFamily("cohort").build());
    embed(first);
    embed(said(9, "of a memory that is gone"));
    refresh();
    Missing missing = survey(true).take(MODEL.model(), 10);

    assertThat(missing.waiting()).isEqualTo(1);
    assertThat(missing.wanted()).extracting(Missing.Wanted::memory).containsExactly(Memories.id(2));
    assertThat(missing.orphans()).containsExactly(Memories.key(said(9, "")));
    assertThat(survey(true).take("another model", 1).waiting()).isEqualTo(2);
    assertThat(survey(true).take("another model", 1).wanted()).hasSize(1);
    assertThat(survey(false).take(MODEL.model(), 10))
        .isEqualTo(new Missing(List.of(), List.of(), 0));
  }

  @Test
  void shouldWantAVectorAgainWhenTheTextHasChangedAndNotWhenOnlyTagsHave() throws Exception {
    MemoryRecord memory = said(1, "tea");
    put(memory);
    embed(memory);
    refresh();
    Missing.Survey survey = survey(true);
    assertThat(survey.take(MODEL.model(), 10).waiting()).isZero();

    put(MemoryRecord.newBuilder(memory).setTags(List.of("hot")).build());
    refresh();
    assertThat(survey.take(MODEL.model(), 10).waiting()).isZero();

    put(said(1, "green tea"));
    refresh();
    assertThat(survey.take(MODEL.model(), 10).waiting()).isEqualTo(1);
  }

  private Missing.Survey survey(boolean complete) {
    OpenIndexes ofMemories = new OpenIndexes();
    ofMemories.add(0, memories);
    OpenIndexes ofVectors = new OpenIndexes();
    ofVectors.add(0, vectors);
    return new VectorSurvey(ofMemories, ofVectors, _ -> complete);
  }

  /** One after the other in one session. */
  private static MemoryRecord said(int number, String text) {
    return Memories.builder(number, text)
        .setSpeaker(number % 2 == 0 ? "Ada" : "Mel")
        .setConversation("talk")
        .setSession("1")
        .setOccurredAt(NOON)
        .setSource(new SourcePosition("memory.events", 0, (long) number))
        .build();
  }

  private void put(MemoryRecord memory) throws IOException {
    memories.put(Memories.key(memory), IndexEntry.of(Memories.key(memory), memory, WORDS));
  }

  private void embed(MemoryRecord memory) throws Exception {
    EmbeddedText text = EmbeddedText.of(memory.getSpeaker(), memory.getText());
    QuantizedVector vector = QuantizedVector.of(MODEL.embed(text.text()));
    MemoryEmbedding embedding =
        MemoryEmbedding.newBuilder()
            .setMemoryId(memory.getMemoryId())
            .setModel(MODEL.model())
            .setTextHash(ByteBuffer.wrap(text.hash()))
            .setDimension(vector.components().length)
            .setVector(ByteBuffer.wrap(vector.components()))
            .setScale(vector.scale())
            .setComputedAt(NOON)
            .build();
    String owner = IndexedField.owner(memory.getTenant(), memory.getSubject());
    vectors.put(Memories.key(memory), VectorEntry.of(Memories.key(memory), owner, embedding));
  }

  private void refresh() throws IOException {
    memories.refresh();
    vectors.refresh();
  }

  private Recollection byWords(String words) throws Exception {
    return byWords(words, RecallFilter.NONE);
  }

  private Recollection byWords(String words, RecallFilter filter) throws Exception {
    return answer(words(words, filter));
  }

  private Recollection answer(RecallQuery query) throws Exception {
    return search(Optional.empty()).answer(memories, Optional.of(vectors), query, PLENTY);
  }

  private Recollection both(String words) throws Exception {
    vectors.refresh();
    return search(Optional.of(QUESTIONS))
        .answer(memories, Optional.of(vectors), words(words, RecallFilter.NONE), PLENTY);
  }

  private static MemorySearch search(Optional<QueryEmbeddings> questions) {
    return new MemorySearch(WORDS, RankingPolicy.DEFAULT, questions);
  }

  private static RecallQuery words(String words, RecallFilter filter) {
    return new RecallQuery.InWords(TENANT, ADA, words, filter, 50);
  }

  private static List<Integer> ids(Recollection found) {
    Map<Object, Integer> numbers =
        java.util.stream.IntStream.range(0, 300)
            .boxed()
            .collect(Collectors.toMap(Memories::id, Function.identity()));
    return found.memories().stream().map(RecalledMemory::id).map(numbers::get).toList();
  }
}
