package dev.mneme.audit.kafka;

import dev.mneme.audit.OpenLogs;
import dev.mneme.audit.signing.FailStop;
import dev.mneme.follower.PartitionStore;
import dev.mneme.ledger.CommittedRecord;
import dev.mneme.ledger.Head;
import dev.mneme.ledger.LedgerLog;
import dev.mneme.ledger.LedgerStoppedException;
import dev.mneme.ledger.StoredEntry;
import dev.mneme.ledger.format.EntryFormat;
import dev.mneme.ledger.format.LedgerEntry;
import dev.mneme.ledger.once.EventId;
import dev.mneme.ledger.once.SeenIds;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition of the audit topic and its log. The position is that of the last entry, so that
 * data and position cannot part.
 *
 * <p>After it was opened it asks for the record of its last entry once more and compares: a topic
 * that was made anew, or lost its end and grew again, is refused before anything is appended that
 * the ledger would have to take back.
 *
 * <p>A large batch, as there are when it catches up, is appended by a thread of its own while the
 * next is fetched and other partitions force theirs; one at a time, and what was wrong with it is
 * thrown by the next call. A small one is durable when {@link #apply} returns.
 */
final class AuditPartition implements PartitionStore {
  private static final Logger LOG = LoggerFactory.getLogger(AuditPartition.class);

  /** From so many records on a batch is a large one. */
  static final int LARGE = 256;

  private final int partition;
  private final LedgerLog log;
  private final SeenIds seen;
  private final OpenLogs openLogs;
  private final FailStop failStop;
  private final Appends appends;
  private final ExecutorService aside;
  private Future<?> inHand = CompletableFuture.completedFuture(null);
  private @Nullable StoredEntry anchor;
  private volatile long next;

  private AuditPartition(
      int partition,
      LedgerLog log,
      SeenIds seen,
      OpenLogs openLogs,
      FailStop failStop,
      Appends appends)
      throws IOException {
    this.partition = partition;
    this.log = log;
    this.seen = seen;
    this.openLogs = openLogs;
    this.failStop = failStop;
    this.appends = appends;
    this.aside =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("append-audit-" + partition).daemon().factory());
    this.anchor = log.read(log.head().size() - 1).orElse(null);
    this.next = anchor == null ? 0 : anchor.entry().offset();
  }

  static AuditPartition open(
      int partition,
      LedgerLog log,
      SeenIds seen,
      OpenLogs openLogs,
      FailStop failStop,
      Appends appends)
      throws IOException {
    AuditPartition opened = new AuditPartition(partition, log, seen, openLogs, failStop, appends);
    openLogs.opened(partition, log, seen);
    return opened;
  }

  @Override
  public long next() {
    return next;
  }

  @Override
  public void apply(List<ConsumerRecord<byte[], byte[]>> batch)
      throws IOException, ForeignTopicException {
    settle();
    if (batch.size() < LARGE) {
      take(batch);
      return;
    }
    inHand =
        aside.submit(
            () -> {
              take(batch);
              return null;
            });
  }

  @Override
  public void tick(Instant now) throws IOException, ForeignTopicException {
    if (inHand.isDone()) {
      settle();
    }
  }

  /** Waits for the batch in hand and throws what was wrong with it. */
  private void settle() throws IOException, ForeignTopicException {
    try {
      inHand.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException wrong -> throw wrong;
        case ForeignTopicException wrong -> throw wrong;
        case RuntimeException wrong -> throw wrong;
        case null, default -> throw new IllegalStateException("an append failed", e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a batch was appended");
    }
  }

  private void take(List<ConsumerRecord<byte[], byte[]>> batch)
      throws IOException, ForeignTopicException {
    if (batch.isEmpty()) {
      return;
    }
    failStop.check();
    compareWithAnchor(batch);
    for (StoredEntry stored : appended(admitted(batch))) {
      seen.add(stored);
    }
    next = Math.max(next, batch.getLast().offset() + 1);
  }

  private List<StoredEntry> appended(List<CommittedRecord> records) throws LedgerStoppedException {
    long begun = System.nanoTime();
    try {
      List<StoredEntry> made = log.append(records);
      if (!made.isEmpty()) {
        appends.appended(partition, made.size(), Duration.ofNanos(System.nanoTime() - begun));
      }
      return made;
    } catch (LedgerStoppedException e) {
      failStop.stop("an append failed", e);
      throw e;
    }
  }

  private List<CommittedRecord> admitted(List<ConsumerRecord<byte[], byte[]>> batch)
      throws IOException {
    Head head = log.head();
    Set<UUID> inBatch = new HashSet<>();
    List<CommittedRecord> admitted = new ArrayList<>(batch.size());
    for (ConsumerRecord<byte[], byte[]> record : batch) {
      if (record.offset() < head.nextOffset()) {
        continue;
      }
      Optional<UUID> id = EventId.of(record.value());
      if (id.isPresent() && (seen.contains(id.get()) || !inBatch.add(id.get()))) {
        LOG.info(
            "event has its entry already partition={} offset={} eventId={}",
            partition,
            record.offset(),
            id.get());
        continue;
      }
      admitted.add(
          new CommittedRecord(record.offset(), record.timestamp(), record.key(), record.value()));
    }
    return admitted;
  }

  private void compareWithAnchor(List<ConsumerRecord<byte[], byte[]>> batch)
      throws ForeignTopicException {
    StoredEntry last = anchor;
    if (last == null) {
      return;
    }
    LedgerEntry entry = last.entry();
    Optional<ConsumerRecord<byte[], byte[]>> again =
        batch.stream().filter(record -> record.offset() == entry.offset()).findFirst();
    boolean passed = batch.getLast().offset() > entry.offset();
    if (again.isEmpty() && !passed) {
      return;
    }
    if (again.isEmpty() || !Arrays.equals(last.encoded(), encoded(entry, again.get()))) {
      throw new ForeignTopicException(
          "partition %d is not the one the ledger was built from: offset %d is not the record of entry %d"
              .formatted(partition, entry.offset(), entry.index()));
    }
    anchor = null;
  }

  private static byte[] encoded(LedgerEntry entry, ConsumerRecord<byte[], byte[]> record) {
    return EntryFormat.encode(
        LedgerEntry.of(
            entry.partition(),
            entry.index(),
            record.offset(),
            record.timestamp(),
            record.key(),
            record.value()));
  }

  /**
   * Nothing is lost if only the last entry's own record has left the topic. In every other case
   * records may have gone that are not in the ledger, and a ledger with a hole proves nothing.
   */
  @Override
  public void restart(long earliest) throws IOException, ForeignTopicException {
    settle();
    Head head = log.head();
    if (anchor != null && earliest == head.nextOffset()) {
      anchor = null;
      next = earliest;
      return;
    }
    throw new ForeignTopicException(
        "partition %d of the topic does not hold offset %d, which the ledger of %d entries wants next; it begins at %d"
            .formatted(partition, next, head.size(), earliest));
  }

  @Override
  public void close() throws IOException {
    openLogs.closed(partition);
    try {
      settle();
    } catch (ForeignTopicException | RuntimeException e) {
      LOG.warn("the last batch was not appended partition={} cause={}", partition, e.getMessage());
    } finally {
      aside.shutdown();
      log.close();
    }
  }
}
