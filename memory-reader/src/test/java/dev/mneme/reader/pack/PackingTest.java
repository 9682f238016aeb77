package dev.mneme.reader.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.reader.pack.jtokkit.JtokkitCounters;
import dev.mneme.reader.recall.Memories;
import dev.mneme.reader.recall.RecalledMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackingTest {

  private static final Instant NOON = Memories.NOON;
  private static final JtokkitCounters COUNTERS = new JtokkitCounters();
  private static final TokenCounter COUNTER = COUNTERS.of(Tokenizer.CL100K_BASE);
  private static final List<String> TYPES =
      List.of("decision", "constraint", "gotcha", "style_rule", "learning", "fact", "episode");

  private final Packing packing = new Packing(COUNTER, PackPolicy.DEFAULT);

  @Test
  void shouldWriteSectionsByTypeWithCertaintyAndIds() {
    ContextPack pack =
        packing.pack(
            List.of(
                memory(1, "episode", "I moved to Lisbon.\n\nIn spring.", 0.84, 0.9),
                memory(2, "fact", "Ada has a dog.", 0.59, 0.8),
                memory(3, "decision", "Use Kafka.", 0.85, 0.5),
                memory(4, "fact", "Ada is a nurse.", 0.60, 0.7)),
            4000);

    assertThat(pack.text())
        .isEqualTo(
            """
            ## Decisions
            - 2026-03-01 Ada: Use Kafka. [%s]
            ## Facts
            - 2026-03-01 Ada: Ada has a dog. [low confidence] [%s]
            - 2026-03-01 Ada: Ada is a nurse. [medium confidence] [%s]
            ## What was said
            - 2026-03-01 Ada: I moved to Lisbon. In spring. [medium confidence] [%s]
            """
                .formatted(Memories.id(3), Memories.id(2), Memories.id(4), Memories.id(1)));
    assertThat(pack.items())
        .extracting(item -> item.memory().id())
        .containsExactly(Memories.id(3), Memories.id(2), Memories.id(4), Memories.id(1));
    assertThat(pack.tokens()).isEqualTo(COUNTER.count(pack.text()));
    assertThat(pack.utilisation()).isEqualTo(pack.tokens() / 4000.0);
    assertThat(pack.considered()).isEqualTo(4);
  }

  @Test
  void shouldPassOverWhatIsTooLongAndGoOn() {
    RecalledMemory best = memory(1, "fact", "very long ".repeat(200), 1, 1);
    RecalledMemory second = memory(2, "fact", "Ada has a dog.", 1, 0.1);

    ContextPack pack = packing.pack(List.of(best, second), 100);

    assertThat(pack.items()).extracting(ContextPack.Item::memory).containsExactly(second);
  }

  @Test
  void shouldPreferRelevanceConfidenceAndRecencyAndWhatIsNew() {
    RecalledMemory sure = memory(1, "fact", "The key is under the mat by the door", 1, 0.9);
    RecalledMemory again = memory(2, "fact", "The key is under the mat by the door!", 1, 0.9);
    RecalledMemory other = memory(3, "fact", "Ada plays the violin on Sundays", 1, 0.8);
    int two =
        COUNTER.count(Section.of("fact").line())
            + COUNTER.count(Line.of(sure))
            + COUNTER.count(Line.of(other));

    ContextPack pack = packing.pack(List.of(sure, again, other), two);

    assertThat(pack.items())
        .extracting(item -> item.memory().id())
        .containsExactly(sure.id(), other.id());
    assertThat(value(memory(1, "fact", "x", 0.5, 1))).isEqualTo(0.5);
    assertThat(PackPolicy.DEFAULT.recency(Duration.ofDays(90))).isEqualTo(0.75);
  }

  @Test
  void shouldBeEmptyWhenNothingIsThereOrFits() {
    assertThat(packing.pack(List.of(), 100).text()).isEmpty();
    assertThat(packing.pack(List.of(memory(1, "fact", "long ".repeat(500), 1, 1)), 100).tokens())
        .isZero();
  }

  @ParameterizedTest
  @EnumSource(Tokenizer.class)
  void shouldNeverExceedTheBudgetAndLeaveOutNothingThatFits(Tokenizer tokenizer) {
    TokenCounter counter = COUNTERS.of(tokenizer);
    for (int seed = 0; seed < 150; seed++) {
      Random random = new Random(seed);
      List<RecalledMemory> memories = random(random);
      int budget = 100 + random.nextInt(900);

      ContextPack pack = new Packing(counter, PackPolicy.DEFAULT).pack(memories, budget);

      assertThat(counter.count(pack.text())).as("seed " + seed).isEqualTo(pack.tokens());
      assertThat(pack.tokens()).as("seed " + seed).isLessThanOrEqualTo(budget);
      Set<UUID> in = new HashSet<>();
      Set<String> types = new HashSet<>();
      pack.items()
          .forEach(
              item -> {
                in.add(item.memory().id());
                types.add(item.memory().type());
              });
      for (RecalledMemory left : memories) {
        if (!in.contains(left.id())) {
          int more =
              counter.count(Line.of(left))
                  + (types.contains(left.type())
                      ? 0
                      : counter.count(Section.of(left.type()).line()));
          assertThat(pack.tokens() + more).as("seed " + seed).isGreaterThan(budget);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void shouldNotDependOnTheOrderInWhichMemoriesAreGiven(int seed) {
    List<RecalledMemory> memories = random(new Random(seed));
    List<RecalledMemory> shuffled = new ArrayList<>(memories);
    Collections.shuffle(shuffled, new Random(99));

    assertThat(packing.pack(shuffled, 700)).isEqualTo(packing.pack(memories, 700));
  }

  @Test
  void shouldTakeASpecialTokenForText() {
    assertThat(COUNTER.count("<|endoftext|>")).isGreaterThan(1);
  }

  private double value(RecalledMemory memory) {
    return packing.pack(List.of(memory), 4000).items().getFirst().value();
  }

  private static List<RecalledMemory> random(Random random) {
    return IntStream.range(0, 5 + random.nextInt(60))
        .mapToObj(
            i ->
                new RecalledMemory(
                    Memories.id(i),
                    text(random),
                    TYPES.get(random.nextInt(TYPES.size())),
                    random.nextBoolean() ? null : "Zoë",
                    null,
                    null,
                    NOON.minusSeconds(random.nextInt(10_000_000)),
                    NOON,
                    List.of(),
                    Map.of(),
                    Map.of(),
                    null,
                    "active",
                    random.nextDouble(),
                    random.nextDouble(),
                    null))
        .toList();
  }

  /** Words, punctuation, line breaks, other scripts, half a surrogate pair. */
  private static String text(Random random) {
    String[] parts = {
      "dog",
      " ",
      "\n",
      "\r\n",
      "  ",
      "/",
      "#",
      "##",
      "- ",
      "’s",
      "ünïcödé",
      "犬",
      "🐕",
      "]",
      "\ud83d",
      "123456",
      "http://x.y/z",
      "\t",
      "…",
      "<|endoftext|>",
      "don't",
      "\u2028",
      "{\"a\":1}"
    };
    StringBuilder text = new StringBuilder("a");
    int length = random.nextInt(60);
    for (int i = 0; i < length; i++) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    return text.toString();
  }

  private static RecalledMemory memory(
      int number, String type, String text, double confidence, double score) {
    return new RecalledMemory(
        Memories.id(number),
        text,
        type,
        "Ada",
        null,
        null,
        NOON,
        NOON,
        List.of(),
        Map.of(),
        Map.of(),
        null,
        "active",
        confidence,
        score,
        null);
  }
}
