package dev.mneme.benchmarks;

import dev.mneme.events.MemoryEmbedding;
import dev.mneme.events.MemoryEvent;
import dev.mneme.events.MemoryRecord;
import dev.mneme.events.SourcePosition;
import dev.mneme.follower.PartitionStore;
import dev.mneme.follower.PartitionStores;
import dev.mneme.reader.embedding.EmbeddedText;
import dev.mneme.reader.embedding.QuantizedVector;
import dev.mneme.reader.embedding.QueryEmbeddings;
import dev.mneme.reader.embedding.onnx.MiniLm;
import dev.mneme.reader.recall.RecallFilter;
import dev.mneme.reader.recall.RecallLayer;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.recall.Recollection;
import dev.mneme.reader.recall.lucene.IndexPolicy;
import dev.mneme.reader.recall.lucene.LuceneIndexes;
import dev.mneme.reader.recall.ranking.RankingPolicy;
import dev.mneme.serde.InMemoryCodecs;
import dev.mneme.topics.RecordKey;
import dev.mneme.topics.SubjectPartition;
import dev.mneme.topics.Topic;
import dev.mneme.topics.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
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
import java.util.Random;
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
  private static final int TURNS_OF_A_SESSION = 20;
  private static final int LIMIT = 10;
  private static final Duration PLENTY = Duration.ofSeconds(10);

  private final Path folder;
  private final InMemoryCodecs codecs = new InMemoryCodecs();
  private final Random random = new Random(7);
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

  private void fill(LuceneIndexes indexes, MiniLm model, int memories) throws Exception {
    List<PartitionStore> records =
        open(indexes.memories(codecs.of(Topics.RECORDS), (_, _, _) -> {}), Topics.RECORDS);
    List<PartitionStore> vectors =
        open(indexes.vectors(codecs.of(Topics.EMBEDDINGS)), Topics.EMBEDDINGS);
    long[] offsets = new long[Topics.RECORDS.partitions()];
    Conversation conversation = new Conversation(1);
    long start = System.nanoTime();
    for (int n = 0; n < memories; n++) {
      MemoryRecord memory = memory(conversation.next(n), n);
      String key =
          new RecordKey(memory.getTenant(), memory.getSubject(), memory.getMemoryId()).key();
      int partition = SubjectPartition.of(memory.getSubject(), Topics.RECORDS.partitions());
      long offset = offsets[partition]++;
      put(records.get(partition), Topics.RECORDS, partition, offset, key, memory);
      put(
          vectors.get(partition),
          Topics.EMBEDDINGS,
          partition,
          offset,
          key,
          embedding(memory, model));
    }
    System.out.printf(
        "%d memories of %d subjects indexed in %.1f s%n",
        memories, SUBJECTS, (System.nanoTime() - start) / 1e9);
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

  private static MemoryRecord memory(MemoryEvent event, int n) {
    return MemoryRecord.newBuilder()
        .setMemoryId(event.getEventId())
        .setTenant(event.getTenant())
        .setSubject(subject(n))
        .setType(event.getStore().getType())
        .setText(event.getStore().getText())
        .setSpeaker(event.getStore().getSpeaker())
        .setConversation("talk")
        .setSession(Integer.toString(n / SUBJECTS / TURNS_OF_A_SESSION))
        .setMetadata(event.getStore().getMetadata())
        .setOccurredAt(event.getOccurredAt())
        .setCreatedAt(event.getOccurredAt())
        .setPolicyVersion("benchmark")
        .setSourceEventId(event.getEventId())
        .setSource(new SourcePosition(Topics.EVENTS.name(), 0, (long) n))
        .build();
  }

  private MemoryEmbedding embedding(MemoryRecord memory, MiniLm model) {
    float[] vector = new float[model.dimension()];
    double squares = 0;
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) random.nextGaussian();
      squares += (double) vector[i] * vector[i];
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= (float) Math.sqrt(squares);
    }
    QuantizedVector quantized = QuantizedVector.of(vector);
    EmbeddedText text = EmbeddedText.of(memory.getSpeaker(), memory.getText());
    return MemoryEmbedding.newBuilder()
        .setMemoryId(memory.getMemoryId())
        .setModel(model.model())
        .setTextHash(ByteBuffer.wrap(text.hash()))
        .setDimension(vector.length)
        .setVector(ByteBuffer.wrap(quantized.components()))
        .setScale(quantized.scale())
        .setComputedAt(memory.getCreatedAt())
        .build();
  }

  private static void awaitAll(RecallLayer layer, int memories) throws Exception {
    int last = (memories - 1) % SUBJECTS;
    int each = (memories + SUBJECTS - 1 - last) / SUBJECTS;
    while (layer.recall(question("see you soon", last), PLENTY).how().memories() < each) {
      Thread.sleep(20);
    }
  }

  private static RecallQuery.InWords question(String words, int subject) {
    return new RecallQuery.InWords("default", subject(subject), words, RecallFilter.NONE, LIMIT);
  }

  private static String subject(int n) {
    return "hs_" + "%043d".formatted(n % SUBJECTS);
  }

  /** Questions of eight words of the conversations' own, each other than all before it. */
  private void measure(String what, RecallLayer layer, int questions, int seed) throws Exception {
    Conversation conversation = new Conversation(1_000 + seed);
    double[] millis = new double[questions];
    int found = 0;
    for (int n = 0; n < questions; n++) {
      String[] said = conversation.next(n).getStore().getText().split(" ");
      String words = String.join(" ", Arrays.copyOf(said, Math.min(8, said.length))) + "?";
      long start = System.nanoTime();
      Recollection answer = layer.recall(question(words, n % SUBJECTS), PLENTY);
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
