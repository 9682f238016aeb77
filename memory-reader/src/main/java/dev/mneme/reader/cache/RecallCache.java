package dev.mneme.reader.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.recall.RecalledMemory;
import dev.mneme.reader.recall.Recollection;
import dev.mneme.reader.recall.Recollection.RankedBy;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a layer answered to a query, for as long as it would answer the same. The key is the layer
 * and the whole query, tenant and subject included, so no two callers' answers ever mix.
 *
 * <p>Each answer is kept with a position: everything of the log below it was in what the layer
 * answered from. It is given again only while no record of the subject at or behind that position
 * was followed. That holds whichever of the two comes first, the change or the answer, and also
 * when the layer that answers is behind the one that is followed here.
 *
 * @see <a href="../../../../../../../../docs/decisions/0023-answers-kept-by-position.md">0023</a>
 */
public final class RecallCache {

  private static final int OVERHEAD = 512;
  private static final Set<String> CONCEPTS_SETTLED = Set.of("used", "none");

  private final Cache<Key, Kept> kept;
  private final Freshness freshness;
  private final boolean on;
  private final AtomicLong epoch = new AtomicLong();
  private final AtomicLong hits = new AtomicLong();
  private final AtomicLong misses = new AtomicLong();
  private final AtomicLong outdated = new AtomicLong();
  private final AtomicLong invalidations = new AtomicLong();

  private record Key(Layer layer, RecallQuery query) {}

  private record Kept(Recollection answer, long position) {}

  /** What was known when a layer was asked; what it answers is kept under it. */
  public record Ticket(OptionalLong position, long epoch) {}

  public RecallCache(CachePolicy policy, Freshness freshness, Ticker ticker) {
    this.freshness = freshness;
    this.on = policy.bytes() > 0;
    this.kept =
        Caffeine.newBuilder()
            .maximumWeight(Math.max(1, policy.bytes()))
            .weigher(RecallCache::weight)
            .expireAfter(
                Expiry.<Key, Kept>writing(
                    (_, answer) ->
                        answer.answer().memories().isEmpty() ? policy.keepEmpty() : policy.keep()))
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  private static int weight(Key key, Kept kept) {
    long weight = OVERHEAD;
    if (key.query() instanceof RecallQuery.InWords inWords) {
      weight += 2L * inWords.words().length();
    }
    for (RecalledMemory memory : kept.answer().memories()) {
      weight += OVERHEAD + 2L * memory.text().length();
      for (var entry : memory.metadata().entrySet()) {
        weight += 2L * (entry.getKey().length() + entry.getValue().length());
      }
    }
    return (int) Math.min(Integer.MAX_VALUE, weight);
  }

  /** Keeps nothing. */
  public static RecallCache off() {
    return new RecallCache(
        new CachePolicy(Duration.ZERO, Duration.ZERO, 0), Freshness.NEVER, Ticker.systemTicker());
  }

  /** What the layer answered to it before, if it would answer that again. */
  public Optional<Recollection> find(Layer layer, RecallQuery query) {
    if (!on || !freshness.mayReuse(layer, query.subject())) {
      return Optional.empty();
    }
    Key key = new Key(layer, query);
    Kept found = kept.getIfPresent(key);
    if (found == null) {
      misses.incrementAndGet();
      return Optional.empty();
    }
    if (found.position() < freshness.changed(query.tenant(), query.subject())) {
      kept.asMap().remove(key, found);
      outdated.incrementAndGet();
      return Optional.empty();
    }
    hits.incrementAndGet();
    return Optional.of(found.answer());
  }

  /** To be called before the layer is asked. */
  public Ticket before(Layer layer, RecallQuery query) {
    long now = epoch.get();
    if (!on || !freshness.mayReuse(layer, query.subject())) {
      return new Ticket(OptionalLong.empty(), now);
    }
    long changed = freshness.changed(query.tenant(), query.subject());
    return new Ticket(freshness.position(layer, query.tenant(), query.subject(), changed), now);
  }

  /** Keeps what was answered, if it is worth it and nothing was thrown away meanwhile. */
  public void keep(Ticket ticket, Layer layer, RecallQuery query, Recollection answer) {
    if (ticket.position().isPresent() && isSettled(answer.how())) {
      Key key = new Key(layer, query);
      Kept entry = new Kept(answer, ticket.position().getAsLong());
      kept.put(key, entry);
      if (ticket.epoch() != epoch.get()) {
        kept.asMap().remove(key, entry);
      }
    }
  }

  /** An answer that would be better in a moment, once vectors are there, is not kept. */
  private static boolean isSettled(@Nullable RankedBy how) {
    if (how != null && how.semantic() != null && !CONCEPTS_SETTLED.contains(how.semantic())) {
      return false;
    }
    return how == null
        || switch (how.meaning()) {
          case "late", "failed" -> false;
          case "off" -> true;
          default -> how.embedded() == how.memories();
        };
  }

  /** Throws everything away. */
  public void clear() {
    epoch.incrementAndGet();
    kept.invalidateAll();
    invalidations.incrementAndGet();
  }

  /** Throws away what was answered of a subject. */
  public void clear(String tenant, String subject) {
    epoch.incrementAndGet();
    kept.asMap()
        .keySet()
        .removeIf(
            key -> key.query().tenant().equals(tenant) && key.query().subject().equals(subject));
    invalidations.incrementAndGet();
  }

  public long hits() {
    return hits.get();
  }

  public long misses() {
    return misses.get();
  }

  /** How many were there, but had changed since. */
  public long outdated() {
    return outdated.get();
  }

  public long invalidations() {
    return invalidations.get();
  }

  public long size() {
    return kept.estimatedSize();
  }
}
