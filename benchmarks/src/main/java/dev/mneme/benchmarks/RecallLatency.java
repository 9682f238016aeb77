package dev.mneme.benchmarks;

import dev.mneme.events.MemoryRecord;
import dev.mneme.follower.PartitionStore;
import dev.mneme.follower.PartitionStores;
import dev.mneme.reader.embedding.QueryEmbeddings;
import dev.mneme.reader.embedding.onnx.MiniLm;
import dev.mneme.reader.recall.RecallLayer;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.recall.Recollection;
import dev.mneme.reader.recall.lucene.IndexPolicy;
import dev.mneme.reader.recall.lucene.LuceneIndexes;
import dev.mneme.reader.recall.ranking.RankingPolicy;
import dev.mneme.serde.InMemoryCodecs;
import dev.mneme.topics.SubjectPartition;
import dev.mneme.topics.Topic;
import dev.mneme.topics.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * How long the new layer takes to answer a question in words, with and without the vector of the
 * question, warm, one caller.
 *
 * <p>The vectors of the memories are random, as their values cost nothing; those of the questions
 * come from the model, each question once.
 *
 * <p>Arguments: memories (default 100000), questions (default 2000).
 */
public final class RecallLatency {

  private static final int SUBJECTS = 1_000;
  private static final int LIMIT = 10;
  private static final Duration PLENTY = Duration.ofSeconds(10);

  private final Path folder;
  private final InMemoryCodecs codecs = new InMemoryCodecs();
  private final MadeUpMemories memories = new MadeUpMemories(SUBJECTS);
  private final List<PartitionStore> open = new ArrayList<>();

  private RecallLatency(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    int memories = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    int questions = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2_000;
    Path folder = Files.createTempDirectory("recall-latency-");
    try {
      new RecallLatency(folder).run(memories, questions);
    } finally {
      delete(folder);
    }
    System.exit(0);
  }

  private void run(int memories, int questions) throws Exception {
    MiniLm model = new MiniLm();
    model.prepare();
    IndexPolicy policy =
        new IndexPolicy(Duration.ofMillis(10), Duration.ofSeconds(2), Duration.ofHours(12));
    try (LuceneIndexes indexes =
            new LuceneIndexes(folder, Topics.RECORDS.partitions(), policy, InstantSource.system());
        QueryEmbeddings asked = new QueryEmbeddings(model, PLENTY, questions)) {
      fill(indexes, model, memories);
      indexes.start();
      RecallLayer byWords = indexes.layer(RankingPolicy.DEFAULT, Optional.empty());
      RecallLayer both = indexes.layer(RankingPolicy.DEFAULT, Optional.of(asked));
      awaitAll(byWords, memories);
      measure("words alone, warming up", byWords, questions, 0);
      measure("words alone", byWords, questions, questions);
      measure("words and vectors, warming up", both, questions, 2 * questions);
      measure("words and vectors, question embedded", both, questions, 3 * questions);
      measure("words and vectors, question known", both, questions, 3 * questions);
      for (PartitionStore store : open) {
        store.close();
      }
    }
  }

  private void fill(LuceneIndexes indexes, MiniLm model, int count) throws Exception {
    List<PartitionStore> records =
        open(indexes.memories(codecs.of(Topics.RECORDS), (_, _, _) -> {}), Topics.RECORDS);
    List<PartitionStore> vectors =
        open(indexes.vectors(codecs.of(Topics.EMBEDDINGS)), Topics.EMBEDDINGS);
    long[] offsets = new long[Topics.RECORDS.partitions()];
    long start = System.nanoTime();
    for (int n = 0; n < count; n++) {
      MemoryRecord memory = memories.next();
      String key = MadeUpMemories.key(memory);
      int partition = SubjectPartition.of(memory.getSubject(), Topics.RECORDS.partitions());
      long offset = offsets[partition]++;
      put(records.get(partition), Topics.RECORDS, partition, offset, key, memory);
      put(
          vectors.get(partition),
          Topics.EMBEDDINGS,
          partition,
          offset,
          key,
          memories.embedding(memory, model, model.dimension()));
    }
    System.out.printf(
        "%d memories of %d subjects indexed in %.1f s%n",
        count, SUBJECTS, (System.nanoTime() - start) / 1e9);
  }

  private List<PartitionStore> open(PartitionStores stores, Topic<?> topic) throws Exception {
    List<PartitionStore> opened = new ArrayList<>();
    for (int partition = 0; partition < topic.partitions(); partition++) {
      opened.add(stores.open(new TopicPartition(topic.name(), partition)));
    }
    open.addAll(opened);
    return opened;
  }

  private <V extends SpecificRecord> void put(
      PartitionStore store, Topic<V> topic, int partition, long offset, String key, V value)
      throws Exception {
    store.apply(
        List.of(
            new ConsumerRecord<>(
                topic.name(),
                partition,
                offset,
                key.getBytes(StandardCharsets.UTF_8),
                codecs.of(topic).encode(value))));
  }

  private void awaitAll(RecallLayer layer, int count) throws Exception {
    int last = (count - 1) % SUBJECTS;
    int each = (count + SUBJECTS - 1 - last) / SUBJECTS;
    RecallQuery question = memories.query("see you soon", last, LIMIT);
    while (layer.recall(question, PLENTY).how().memories() < each) {
      Thread.sleep(20);
    }
  }

  /** Questions of eight words of the conversations' own, each other than all before it. */
  private void measure(String what, RecallLayer layer, int questions, int seed) throws Exception {
    String[] asked = MadeUpMemories.questions(questions, seed);
    double[] millis = new double[questions];
    int found = 0;
    for (int n = 0; n < questions; n++) {
      long start = System.nanoTime();
      Recollection answer = layer.recall(memories.query(asked[n], n % SUBJECTS, LIMIT), PLENTY);
      millis[n] = (System.nanoTime() - start) / 1e6;
      found += answer.memories().size();
    }
    Arrays.sort(millis);
    System.out.printf(
        "%-40s p50 %6.2f  p95 %6.2f  p99 %6.2f ms, %.1f found on average%n",
        what,
        millis[questions / 2],
        millis[(int) (questions * 0.95)],
        millis[(int) (questions * 0.99)],
        (double) found / questions);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
