package dev.mneme.reader.recall.lucene;

import dev.mneme.events.MemoryEmbedding;
import dev.mneme.events.MemoryRecord;
import dev.mneme.follower.PartitionStore;
import dev.mneme.follower.PartitionStores;
import dev.mneme.follower.RetryLaterException;
import dev.mneme.follower.refused.RefusedRecords;
import dev.mneme.reader.concepts.association.Associations;
import dev.mneme.reader.concepts.shelf.EpisodeSource;
import dev.mneme.reader.embedding.Missing;
import dev.mneme.reader.embedding.QueryEmbeddings;
import dev.mneme.reader.position.SubjectChanges;
import dev.mneme.reader.recall.Records;
import dev.mneme.reader.recall.blend.BlendPolicy;
import dev.mneme.reader.recall.blend.Fan;
import dev.mneme.reader.recall.ranking.RankingPolicy;
import dev.mneme.serde.AvroCodec;
import dev.mneme.topics.SubjectPartition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.TopicPartition;
import org.apache.lucene.store.LockObtainFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The indexes of this instance's partitions: {@code folder/<partition>} for the memories and {@code
 * folder/vectors/<partition>} for their vectors. One thread of its own makes changes visible every
 * few milliseconds, so that neither searching nor indexing waits for it.
 */
public final class LuceneIndexes implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LuceneIndexes.class);

  private final Path folder;
  private final int partitions;
  private final IndexPolicy policy;
  private final Trust trust;
  private final ToIntFunction<String> partitionOfSubject;
  private final OpenIndexes memories = new OpenIndexes();
  private final OpenIndexes vectors = new OpenIndexes();
  private final Words words = new Words();
  private final SubjectChanges subjects = new SubjectChanges();
  private final LongAdder rebuilds = new LongAdder();
  private final ScheduledExecutorService refresher =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().name("index-refresh").daemon().unstarted(task));

  /**
   * @param partitions how many the topics have; a subject's is found by it
   */
  public LuceneIndexes(Path folder, int partitions, IndexPolicy policy, InstantSource clock) {
    this.folder = folder;
    this.partitions = partitions;
    this.policy = policy;
    this.trust = new Trust(clock, policy.trust());
    this.partitionOfSubject = subject -> SubjectPartition.of(subject, partitions);
  }

  /** Begins to make changes visible. */
  public void start() {
    long every = policy.refresh().toNanos();
    refresher.scheduleWithFixedDelay(this::refresh, every, every, TimeUnit.NANOSECONDS);
  }

  private void refresh() {
    memories.refresh();
    vectors.refresh();
  }

  /**
   * @param embeddings of questions; empty when there is no model
   */
  public LuceneLayer layer(RankingPolicy ranking, Optional<QueryEmbeddings> embeddings) {
    return new LuceneLayer(
        partitionOfSubject, new MemorySearch(words, ranking, embeddings), memories, vectors);
  }

  /**
   * The same, blended with what concepts know.
   *
   * @param associations empty where there are no concepts
   */
  public LuceneLayer layer(
      RankingPolicy ranking,
      Optional<QueryEmbeddings> embeddings,
      Optional<Associations> associations,
      BlendPolicy blend,
      Function<String, Fan> fan) {
    return new LuceneLayer(
        partitionOfSubject,
        new MemorySearch(
            words,
            ranking,
            embeddings,
            associations.map(paths -> new BlendedSearch(paths, blend, fan))),
        memories,
        vectors);
  }

  /**
   * Memories as episodes of concepts.
   *
   * @param complete whether both topics of a partition were read to their ends
   */
  public EpisodeSource episodes(String model, IntPredicate complete) {
    return new LuceneEpisodes(memories, vectors, words, model, complete);
  }

  /** Whole records as they are visible now. */
  public Records records() {
    return new LuceneRecords(memories);
  }

  /**
   * @param complete whether both topics of a partition were read to their ends
   */
  public Missing.Survey survey(IntPredicate complete) {
    return new VectorSurvey(memories, vectors, complete);
  }

  /** Up to where each subject's memories have changed. */
  public SubjectChanges subjects() {
    return subjects;
  }

  /** The partitions whose memories are here, each with the offset below which all is visible. */
  public Map<Integer, Long> visible() {
    Map<Integer, Long> visible = new TreeMap<>();
    memories.all().forEach((partition, index) -> visible.put(partition, index.visible()));
    return visible;
  }

  /** The same of one partition; empty when it is not here. */
  public OptionalLong visible(int partition) {
    Optional<PartitionIndex> index = memories.of(partition);
    return index.isPresent() ? OptionalLong.of(index.get().visible()) : OptionalLong.empty();
  }

  /** How often an index of memories was thrown away while it was followed, to be rebuilt. */
  public long rebuilds() {
    return rebuilds.sum();
  }

  /** Has the index of the subject's partition checked soon; what is damaged is rebuilt. */
  public void suspect(String subject) {
    memories.of(partitionOfSubject.applyAsInt(subject)).ifPresent(PartitionIndex::suspect);
  }

  /** The files of the subject's partition, which somebody may damage to see what happens. */
  public Path folderOf(String subject) {
    return folder.resolve(Integer.toString(partitionOfSubject.applyAsInt(subject)));
  }

  /** Those of them that a search of the subject reads now. */
  public List<Path> filesInUse(String subject) throws IOException {
    Optional<PartitionIndex> index = memories.of(partitionOfSubject.applyAsInt(subject));
    return index.isEmpty()
        ? List.of()
        : index.get().filesInUse().stream().map(folderOf(subject)::resolve).toList();
  }

  /** Where the records go. */
  public PartitionStores memories(AvroCodec<MemoryRecord> codec, RefusedRecords refused) {
    return id -> {
      PartitionIndex index =
          open(id, folder.resolve(Integer.toString(id.partition())), IndexEntry.format(words));
      memories.add(id.partition(), index);
      return new RecordIndexer(
          id.partition(),
          index,
          words,
          codec,
          refused,
          partitionOfSubject,
          policy.commit(),
          subjects,
          rebuilds::increment,
          () -> memories.remove(id.partition()));
    };
  }

  /** Where the vectors go. */
  public PartitionStores vectors(AvroCodec<MemoryEmbedding> codec) {
    return id -> {
      Path place = folder.resolve("vectors").resolve(Integer.toString(id.partition()));
      PartitionIndex index = open(id, place, VectorEntry.FORMAT);
      vectors.add(id.partition(), index);
      PartitionStore indexer =
          new VectorIndexer(index, codec, policy.commit(), () -> vectors.remove(id.partition()));
      return indexer;
    };
  }

  private PartitionIndex open(TopicPartition id, Path place, IndexFormat format)
      throws IOException, RetryLaterException {
    if (id.partition() >= partitions) {
      throw new IllegalStateException(
          "%s has a partition %d but was laid out for %d: the partition of a subject is no longer"
                  .formatted(id.topic(), id.partition(), partitions)
              + " where its records are");
    }
    Files.createDirectories(place);
    try {
      PartitionIndex index = PartitionIndex.open(place, format, trust);
      log.info(
          "index open topic={} partition={} next={} entries={}",
          id.topic(),
          id.partition(),
          index.next(),
          index.size());
      return index;
    } catch (LockObtainFailedException e) {
      throw new RetryLaterException("another process holds the index in " + place, e);
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
