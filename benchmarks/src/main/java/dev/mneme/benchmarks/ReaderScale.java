package dev.mneme.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.mneme.events.MemoryRecord;
import dev.mneme.reader.embedding.onnx.MiniLm;
import dev.mneme.reader.recall.RecallLayer;
import dev.mneme.reader.recall.postgres.LazyPool;
import dev.mneme.reader.recall.postgres.PostgresLayer;
import dev.mneme.reader.recall.postgres.PostgresSettings;
import dev.mneme.stack.PartName;
import dev.mneme.stack.parts.PostgresServer;
import dev.mneme.topics.SubjectPartition;
import dev.mneme.topics.Topic;
import dev.mneme.topics.Topics;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The delivered reader, a process of its own with a heap of 256 MB, over a log of many memories:
 * how long it rebuilds its index, how long a recall over HTTP takes, how soon a stored memory is
 * recalled. Beside it the same questions to PostgreSQL's full-text search over the same memories,
 * as the legacy layer asks them.
 *
 * <p>Arguments: memories (default 100000), questions a round (default 2000).
 */
public final class ReaderScale {

  private static final int SUBJECTS = 1_000;
  private static final int LIMIT = 10;
  private static final int WRITES = 300;
  private static final Duration LONG = Duration.ofMinutes(10);

  private final Place place;
  private final int count;
  private final int questions;
  private final MadeUpMemories memories = new MadeUpMemories(SUBJECTS);

  private ReaderScale(Place place, int count, int questions) {
    this.place = place;
    this.count = count;
    this.questions = questions;
  }

  public static void main(String[] arguments) throws Exception {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    int questions = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2_000;
    try (Place place =
        Place.with(
            EnumSet.of(PartName.KAFKA, PartName.REGISTRY, PartName.POSTGRES, PartName.WRITER))) {
      new ReaderScale(place, count, questions).run();
    }
    System.exit(0);
  }

  private void run() throws Exception {
    long start = System.nanoTime();
    fillTheLog();
    System.out.printf(
        "%d memories put on the log in %.1f s%n", count, (System.nanoTime() - start) / 1e9);
    awaitLegacy();
    System.out.printf(
        "and projected into PostgreSQL after %.1f s%n", (System.nanoTime() - start) / 1e9);
    start = System.nanoTime();
    place.stack().part(PartName.READER).start(LONG);
    System.out.printf(
        "index of %d memories and their vectors rebuilt from the log, ready after %.1f s%n",
        count, (System.nanoTime() - start) / 1e9);
    try (RecallRequests recalls =
        new RecallRequests(
            place.stack().ports().http(PartName.WRITER),
            place.stack().ports().http(PartName.READER),
            () -> place.stack().bearer("default"))) {
      compare(recalls);
      visible(recalls);
    }
    System.out.printf(
        "load average of the machine at the end %.1f%n",
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private void fillTheLog() throws Exception {
    MiniLm model = new MiniLm();
    model.prepare();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", place.bootstrap(), "linger.ms", 20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int n = 0; n < count; n++) {
        MemoryRecord memory = memories.next();
        send(producer, Topics.RECORDS, memory, memory);
        send(
            producer,
            Topics.EMBEDDINGS,
            memory,
            memories.embedding(memory, model, model.dimension()));
      }
    }
  }

  private <V extends SpecificRecord> void send(
      KafkaProducer<byte[], byte[]> producer, Topic<V> topic, MemoryRecord memory, V value) {
    producer.send(
        new ProducerRecord<>(
            topic.name(),
            SubjectPartition.of(memory.getSubject(), topic.partitions()),
            MadeUpMemories.key(memory).getBytes(StandardCharsets.UTF_8),
            place.codecs().of(topic).encode(value)));
  }

  /** Until the projector has put all of them into PostgreSQL, and that knows its table. */
  private void awaitLegacy() throws SQLException, InterruptedException {
    try (Connection database =
            DriverManager.getConnection(
                place.stack().ports().jdbcUrl(),
                PostgresServer.USER,
                place.stack().secrets().databasePassword());
        Statement statement = database.createStatement()) {
      while (true) {
        try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM memories")) {
          rows.next();
          if (rows.getLong(1) >= count) {
            break;
          }
        }
        Thread.sleep(500);
      }
      statement.execute("VACUUM ANALYZE memories");
      try (ResultSet vector =
          statement.executeQuery(
              "SELECT version() || CASE WHEN EXISTS (SELECT FROM pg_available_extensions"
                  + " WHERE name = 'vector') THEN ', with' ELSE ', without' END || ' pgvector'")) {
        vector.next();
        System.out.printf("the peer is full-text search of %s%n", vector.getString(1));
      }
    }
  }

  private void compare(RecallRequests recalls) throws Exception {
    try (HikariDataSource pool =
        LazyPool.open(
            new PostgresSettings(
                place.stack().ports().jdbcUrl(),
                PostgresServer.USER,
                place.stack().secrets().databasePassword(),
                1,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30)))) {
      RecallLayer legacy = new PostgresLayer(pool);
      Round warmUp = ask(recalls, legacy, 1);
      System.out.printf("warming up: %s%n", warmUp.recalls().text());
      Round round = ask(recalls, legacy, 2);
      System.out.printf("%-44s %s%n", "recall, question embedded", round.recalls().text());
      System.out.printf("%-44s %s%n", "recall, question known", round.known().text());
      System.out.printf("%-44s %s%n", "PostgreSQL full text, without HTTP", round.legacy().text());
      System.out.printf(
          "ratio of the p95 to PostgreSQL's: embedded %.2f, known %.2f; %d of %d without the"
              + " question's vector in time%n",
          round.recalls().p95() / round.legacy().p95(),
          round.known().p95() / round.legacy().p95(),
          round.withoutVector(),
          questions);
    }
  }

  /** Latencies of the same questions. */
  private record Round(
      Percentiles recalls, Percentiles known, Percentiles legacy, int withoutVector) {}

  /** The contenders take turns question by question, so that both meet the same moments. */
  private Round ask(RecallRequests recalls, RecallLayer legacy, int seed) throws Exception {
    String[] asked = MadeUpMemories.questions(questions, seed * questions);
    double[] first = new double[questions];
    double[] again = new double[questions];
    double[] peer = new double[questions];
    int withoutVector = 0;
    for (int n = 0; n < questions; n++) {
      String subject = memories.subject(n);
      RecallRequests.Asked answer = recalls.recall(subject, asked[n], LIMIT);
      first[n] = answer.millis();
      withoutVector += answer.byMeaning() ? 0 : 1;
      again[n] = recalls.recall(subject, asked[n], LIMIT).millis();
      long start = System.nanoTime();
      legacy.recall(memories.query(asked[n], n, LIMIT), Duration.ofSeconds(30));
      peer[n] = (System.nanoTime() - start) / 1e6;
    }
    return new Round(
        new Percentiles(first), new Percentiles(again), new Percentiles(peer), withoutVector);
  }

  private void visible(RecallRequests recalls) throws Exception {
    for (int n = 0; n < 50; n++) {
      recalls.untilRecalled(memories.subject(n), "warming up " + n);
    }
    double[] acknowledged = new double[WRITES];
    double[] recalled = new double[WRITES];
    for (int n = 0; n < WRITES; n++) {
      RecallRequests.Written written =
          recalls.untilRecalled(memories.subject(n), "written down as number " + n);
      acknowledged[n] = written.acknowledgedMillis();
      recalled[n] = written.recalledMillis();
    }
    System.out.printf(
        "%-44s %s%n", "store request until its answer", new Percentiles(acknowledged).text());
    System.out.printf(
        "%-44s %s%n", "store request until it is recalled", new Percentiles(recalled).text());
  }

  /** Of milliseconds. */
  private record Percentiles(double[] millis) {

    double p95() {
      return Numbers.percentile(millis, 95);
    }

    String text() {
      return "p50 %7.2f   p95 %7.2f   p99 %7.2f ms"
          .formatted(Numbers.percentile(millis, 50), p95(), Numbers.percentile(millis, 99));
    }
  }
}
