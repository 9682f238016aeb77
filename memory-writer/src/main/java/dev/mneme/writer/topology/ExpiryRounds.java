package dev.mneme.writer.topology;

import dev.mneme.events.MemoryRecord;
import dev.mneme.serde.RegistryUnavailableException;
import dev.mneme.writer.memories.MemoryLife;
import dev.mneme.writer.topology.Expiries.Entry;
import dev.mneme.writer.topology.StoredMemories.OfSubject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes memories whose time is over, a bounded number at a time, so that events between two
 * rounds never wait long. What a round leaves the next one takes up. Where it stands in a large
 * subject is only known here; whoever takes over begins that subject again and removes nothing
 * twice.
 */
final class ExpiryRounds {
  private static final Logger LOG = LoggerFactory.getLogger(ExpiryRounds.class);

  /**
   * Behind the end of a memory: an event that was there before it, and is processed again after an
   * abort, still meets the memory it met at first.
   */
  static final Duration GRACE = Duration.ofSeconds(15);

  private static final int VISITS_PER_REMOVAL = 20;

  private final StoredMemories memories;
  private final Expiries expiries;
  private final Effects effects;
  private final AuditKeys auditKeys;
  private final Encoding encoding;
  private final Outlet outlet;
  private final int most;

  private @Nullable Entry current;
  private byte @Nullable [] next;

  /**
   * @param most removals in one round; it looks at twenty times as many memories
   */
  ExpiryRounds(
      StoredMemories memories,
      Expiries expiries,
      Effects effects,
      AuditKeys auditKeys,
      Encoding encoding,
      Outlet outlet,
      int most) {
    this.memories = memories;
    this.expiries = expiries;
    this.effects = effects;
    this.auditKeys = auditKeys;
    this.encoding = encoding;
    this.outlet = outlet;
    this.most = most;
  }

  /** What is left of a round. */
  private static final class Budget {
    private int removals;
    private int visits;

    Budget(int removals) {
      this.removals = removals;
      this.visits = removals * VISITS_PER_REMOVAL;
    }

    boolean isSpent() {
      return removals <= 0 || visits <= 0;
    }
  }

  void round(long nowMillis) {
    Instant now = Instant.ofEpochMilli(nowMillis);
    Instant over = now.minus(GRACE);
    Budget budget = new Budget(most);
    try {
      while (!budget.isSpent()) {
        Optional<Entry> due = expiries.due(over);
        if (due.isEmpty()) {
          break;
        }
        look(due.get(), over, nowMillis, budget);
      }
    } catch (RegistryUnavailableException e) {
      LOG.warn("expiry waits for the schema registry because={}", e.getMessage());
    }
    if (budget.removals < most) {
      LOG.info("memories expired count={}", most - budget.removals);
    }
  }

  private void look(Entry entry, Instant over, long nowMillis, Budget budget) {
    if (!entry.equals(current)) {
      current = entry;
      next = null;
    }
    try (KeyValueIterator<byte[], byte[]> candidates = memories.scan(entry.subject(), next)) {
      while (candidates.hasNext()) {
        if (budget.isSpent()) {
          next = candidates.peekNextKey();
          return;
        }
        KeyValue<byte[], byte[]> candidate = candidates.next();
        budget.visits--;
        if (!StoredMemories.end(candidate.value).isAfter(over)) {
          next = candidate.key; // should the registry be away
          remove(memories.record(candidate.value), nowMillis);
          budget.removals--;
        }
      }
    }
    current = null;
    next = null;
    expiries.done(entry);
  }

  private void remove(MemoryRecord record, long nowMillis) {
    String tenant = record.getTenant();
    String subject = record.getSubject();
    OfSubject known = memories.of(tenant, subject);
    outlet.release(
        encoding.encode(
            tenant,
            subject,
            auditKeys.attributed(effects.expired(MemoryLife.expire(record, known)))),
        known,
        nowMillis,
        new RecordHeaders());
  }
}
