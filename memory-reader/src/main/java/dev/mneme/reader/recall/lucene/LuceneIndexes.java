package dev.mneme.reader.recall.lucene;

import dev.mneme.events.MemoryRecord;
import dev.mneme.follower.PartitionStore;
import dev.mneme.follower.PartitionStores;
import dev.mneme.follower.RetryLaterException;
import dev.mneme.follower.refused.RefusedRecords;
import dev.mneme.serde.AvroCodec;
import dev.mneme.topics.SubjectPartition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.TopicPartition;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.LockObtainFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The indexes of this instance's partitions: {@code folder/<partition>} each. One thread of its own
 * makes changes visible every few milliseconds, so that neither searching nor indexing waits for
 * it.
 */
public final class LuceneIndexes implements PartitionStores, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LuceneIndexes.class);

  private final Path folder;
  private final int partitions;
  private final AvroCodec<MemoryRecord> codec;
  private final RefusedRecords refused;
  private final IndexPolicy policy;
  private final Trust trust;
  private final ToIntFunction<String> partitionOfSubject;
  private final LuceneLayer layer;
  private final Words words = new Words();
  private final ScheduledExecutorService refresher =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().name("index-refresh").daemon().unstarted(task));

  /**
   * @param partitions how many the topic has; a subject's is found by it
   */
  public LuceneIndexes(
      Path folder,
      int partitions,
      AvroCodec<MemoryRecord> codec,
      RefusedRecords refused,
      IndexPolicy policy,
      InstantSource clock) {
    this.folder = folder;
    this.partitions = partitions;
    this.codec = codec;
    this.refused = refused;
    this.policy = policy;
    this.trust = new Trust(clock, policy.trust());
    this.partitionOfSubject = subject -> SubjectPartition.of(subject, partitions);
    this.layer = new LuceneLayer(partitionOfSubject);
  }

  /** Begins to make changes visible. */
  public void start() {
    long every = policy.refresh().toNanos();
    refresher.scheduleWithFixedDelay(this::refresh, every, every, TimeUnit.NANOSECONDS);
  }

  public LuceneLayer layer() {
    return layer;
  }

  @Override
  public PartitionStore open(TopicPartition id) throws IOException, RetryLaterException {
    int partition = id.partition();
    if (partition >= partitions) {
      throw new IllegalStateException(
          "%s has a partition %d but was laid out for %d: the partition of a subject is no longer"
                  .formatted(id.topic(), partition, partitions)
              + " where its records are");
    }
    Path place = Files.createDirectories(folder.resolve(Integer.toString(partition)));
    PartitionIndex index;
    try {
      index = PartitionIndex.open(place, words, trust);
    } catch (LockObtainFailedException e) {
      throw new RetryLaterException("another process holds the index in " + place, e);
    }
    log.info("index open partition={} next={} memories={}", partition, index.next(), index.size());
    layer.serve(partition, index);
    return new RecordIndexer(
        partition,
        index,
        codec,
        refused,
        partitionOfSubject,
        policy.commit(),
        () -> layer.stopServing(partition));
  }

  private void refresh() {
    for (PartitionIndex index : layer.indexes()) {
      try {
        index.refresh();
      } catch (AlreadyClosedException e) {
        log.debug("index closed while it was refreshed", e);
      } catch (IOException | RuntimeException e) {
        // The index refuses further changes from now on, which stops the follower.
        log.error("index cannot be refreshed", e);
      }
    }
  }

  /** Stops the refreshing; the indexes are closed by who opened them. */
  @Override
  public void close() {
    refresher.shutdown();
    try {
      if (!refresher.awaitTermination(Duration.ofSeconds(2).toMillis(), TimeUnit.MILLISECONDS)) {
        refresher.shutdownNow();
      }
    } catch (InterruptedException e) {
      refresher.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
