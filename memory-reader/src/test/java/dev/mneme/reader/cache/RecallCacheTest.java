package dev.mneme.reader.cache;

import static dev.mneme.reader.recall.Memories.ADA;
import static dev.mneme.reader.recall.Memories.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.recall.Memories;
import dev.mneme.reader.recall.RecallFilter;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.recall.Recollection;
import dev.mneme.reader.recall.Recollection.RankedBy;
import dev.mneme.reader.recall.memory.InMemoryLayer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecallCacheTest {

  private static final RecallQuery TEA = words(TENANT, ADA, "tea");
  private static final Recollection FOUND =
      new InMemoryLayer(List.of(Memories.of(1, "tea"))).recall(TEA, Duration.ofSeconds(1));
  private static final Recollection NOTHING = Recollection.of(List.of());

  private final Log log = new Log();
  private final AtomicLong now = new AtomicLong();
  private final RecallCache cache =
      new RecallCache(
          new CachePolicy(Duration.ofSeconds(30), Duration.ofSeconds(3), 1 << 20), log, now::get);

  @Test
  void shouldGiveAnAnswerAgainForAsLongAsItIsKept() {
    ask(Layer.NEW, TEA, FOUND);

    assertThat(cache.find(Layer.NEW, TEA)).contains(FOUND);
    now.addAndGet(Duration.ofSeconds(30).toNanos());
    assertThat(cache.find(Layer.NEW, TEA)).isEmpty();
    assertThat(cache.hits()).isEqualTo(1);
    assertThat(cache.misses()).isEqualTo(1);
  }

  @Test
  void shouldKeepAnEmptyAnswerForLess() {
    ask(Layer.NEW, TEA, NOTHING);

    now.addAndGet(Duration.ofMillis(2_900).toNanos());
    assertThat(cache.find(Layer.NEW, TEA)).contains(NOTHING);
    now.addAndGet(Duration.ofMillis(100).toNanos());
    assertThat(cache.find(Layer.NEW, TEA)).isEmpty();
  }

  @Test
  void shouldMixNeitherTenantsNorSubjectsNorLayersNorFiltersNorLimits() {
    ask(Layer.NEW, TEA, FOUND);

    assertThat(cache.find(Layer.LEGACY, TEA)).isEmpty();
    assertThat(cache.find(Layer.NEW, words("other", ADA, "tea"))).isEmpty();
    assertThat(cache.find(Layer.NEW, words(TENANT, "f".repeat(64), "tea"))).isEmpty();
    assertThat(cache.find(Layer.NEW, words(TENANT, ADA, "teas"))).isEmpty();
    assertThat(
            cache.find(
                Layer.NEW,
                new RecallQuery.InWords(TENANT, ADA, "tea", new RecallFilter("episode", null), 10)))
        .isEmpty();
    assertThat(
            cache.find(
                Layer.NEW, new RecallQuery.InWords(TENANT, ADA, "tea", RecallFilter.NONE, 9)))
        .isEmpty();
  }

  @Test
  void shouldNotGiveWhatHasChangedSinceWhenTheChangeComesAfterTheAnswer() {
    ask(Layer.NEW, TEA, FOUND);

    log.changed = 11;

    assertThat(cache.find(Layer.NEW, TEA)).isEmpty();
    assertThat(cache.outdated()).isEqualTo(1);
  }

  @Test
  void shouldNotGiveWhatHasChangedSinceWhenTheAnswerIsKeptAfterTheChange() {
    RecallCache.Ticket before = cache.before(Layer.NEW, TEA);
    log.changed = 11;
    log.positions.put(Layer.NEW, 11L);
    cache.keep(before, Layer.NEW, TEA, FOUND);

    assertThat(cache.find(Layer.NEW, TEA)).isEmpty();
    ask(Layer.NEW, TEA, NOTHING);
    assertThat(cache.find(Layer.NEW, TEA)).contains(NOTHING);
  }

  @Test
  void shouldNotKeepWhatALayerAnswersThatIsBehindTheChange() {
    log.changed = 11;
    log.positions.put(Layer.LEGACY, 10L);

    ask(Layer.LEGACY, TEA, FOUND);
    assertThat(cache.find(Layer.LEGACY, TEA)).isEmpty();

    log.positions.put(Layer.LEGACY, 11L);
    ask(Layer.LEGACY, TEA, NOTHING);
    assertThat(cache.find(Layer.LEGACY, TEA)).contains(NOTHING);
  }

  @Test
  void shouldGiveNothingWhileNobodyWaitsForThisInstanceBeforeAForgetIsAcknowledged() {
    ask(Layer.NEW, TEA, FOUND);

    log.mayReuse = false;

    assertThat(cache.find(Layer.NEW, TEA)).isEmpty();
  }

  @Test
  void shouldThrowAwayWhatIsOfASubjectOrAllAndWhatIsUnderWay() {
    RecallQuery other = words(TENANT, "f".repeat(64), "tea");
    ask(Layer.NEW, TEA, FOUND);
    ask(Layer.NEW, other, FOUND);

    RecallCache.Ticket underWay = cache.before(Layer.NEW, words(TENANT, ADA, "milk"));
    cache.clear(TENANT, ADA);
    cache.keep(underWay, Layer.NEW, words(TENANT, ADA, "milk"), FOUND);

    assertThat(cache.find(Layer.NEW, TEA)).isEmpty();
    assertThat(cache.find(Layer.NEW, words(TENANT, ADA, "milk"))).isEmpty();
    assertThat(cache.find(Layer.NEW, other)).contains(FOUND);
    cache.clear();
    assertThat(cache.find(Layer.NEW, other)).isEmpty();
    assertThat(cache.invalidations()).isEqualTo(2);
  }

  @Test
  void shouldNotKeepAnAnswerThatIsBetterOnceVectorsAreThere() {
    for (RankedBy how :
        List.of(
            new RankedBy("used", 3, 2, false, ""),
            new RankedBy("late", 3, 3, false, ""),
            new RankedBy("failed", 3, 3, false, ""))) {
      ask(Layer.NEW, TEA, new Recollection(FOUND.memories(), how));
      assertThat(cache.find(Layer.NEW, TEA)).as(how.toString()).isEmpty();
    }
    Recollection whole = new Recollection(FOUND.memories(), new RankedBy("used", 3, 3, false, ""));
    ask(Layer.NEW, TEA, whole);
    assertThat(cache.find(Layer.NEW, TEA)).contains(whole);
  }

  @Test
  void shouldStayWithinItsBound() {
    for (int i = 0; i < 10_000; i++) {
      ask(Layer.NEW, words(TENANT, ADA, "tea " + i), FOUND);
    }

    assertThat(cache.size()).isLessThan(2_000);
  }

  private void ask(Layer layer, RecallQuery query, Recollection answer) {
    cache.keep(cache.before(layer, query), layer, query, answer);
  }

  private static RecallQuery words(String tenant, String subject, String words) {
    return new RecallQuery.InWords(tenant, subject, words, RecallFilter.NONE, 10);
  }

  /** The log as it is followed here, and both layers at some place in it. */
  private static final class Log implements Freshness {

    private final Map<Layer, Long> positions =
        new EnumMap<>(Map.of(Layer.NEW, 10L, Layer.LEGACY, 10L));
    private long changed = 10;
    private boolean mayReuse = true;

    @Override
    public OptionalLong position(Layer layer, String tenant, String subject, long atLeast) {
      long position = positions.get(layer);
      return position >= atLeast ? OptionalLong.of(position) : OptionalLong.empty();
    }

    @Override
    public long changed(String tenant, String subject) {
      return changed;
    }

    @Override
    public boolean mayReuse(Layer layer, String subject) {
      return mayReuse;
    }
  }
}
