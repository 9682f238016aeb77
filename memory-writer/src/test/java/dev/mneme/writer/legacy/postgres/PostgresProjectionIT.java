package dev.mneme.writer.legacy.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.events.MemoryRecord;
import dev.mneme.follower.PartitionStore;
import dev.mneme.follower.RetryLaterException;
import dev.mneme.serde.InMemoryCodecs;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.writer.Sample;
import dev.mneme.writer.legacy.Fold;
import dev.mneme.writer.real.RealParts;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the projection leaves in a real PostgreSQL, and what it does while that is in trouble. */
@ExtendWith(RealParts.class)
class PostgresProjectionIT {
  private static final AtomicInteger PARTITIONS = new AtomicInteger(9_000);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final InMemoryCodecs codecs = new InMemoryCodecs();
  private final List<String> refused = new ArrayList<>();
  private Stack stack;
  private Database database;
  private PostgresProjection projection;
  private TopicPartition partition;
  private ProjectedRecords records;
  private PartitionStore store;

  @BeforeEach
  void start(Stack stack) throws Exception {
    this.stack = stack;
    database =
        new Database(
            new LegacySettings(
                stack.ports().jdbcUrl(),
                "mneme",
                stack.secrets().databasePassword(),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(1)));
    projection =
        new PostgresProjection(
            database, new Fold(codecs, (record, cause, reason) -> refused.add(reason)));
    partition = new TopicPartition("memory.records", PARTITIONS.incrementAndGet());
    records = new ProjectedRecords(codecs, partition);
    store = projection.open(partition);
  }

  @AfterEach
  void stop() throws Exception {
    execute("DROP TRIGGER IF EXISTS trouble ON memories");
    execute("DELETE FROM memories WHERE tenant = '%s'".formatted(ProjectedRecords.TENANT));
    execute("DELETE FROM projection_position WHERE partition > 9000");
    database.close();
    assertThat(refused).isEmpty();
  }

  @Test
  void shouldKeepEveryFieldOfAMemory() throws Exception {
    Instant later = Sample.AT.plusSeconds(60);
    MemoryRecord memory =
        records
            .memory(1, "decided")
            .setTags(List.of("a", "b"))
            .setMetadata(Map.of("k", "v"))
            .setRedactions(Map.of("EMAIL", 2))
            .setFamily("cohort")
            .setStatus("stable")
            .setConfidence(0.25)
            .setProject("mneme")
            .setAnchors(List.of("pom.xml", "\"quoted\""))
            .setData("{\"b\": 1, \"a\": [1.50, \"x\"]}")
            .setContentHash("ab".repeat(32))
            .setRevision(3)
            .setUpdatedAt(later)
            .setUsedAt(later)
            .setMaxAgeSeconds(90L)
            .setMaxIdleSeconds(30L)
            .setExpiresAt(later)
            .setMergedFrom(List.of(new UUID(5, 5), new UUID(6, 6)))
            .build();

    store.apply(List.of(records.at(0, memory)));

    assertThat(
            row(
                "family, status, confidence, project, anchors::text, data::text, content_hash,"
                    + " revision, (extract(epoch FROM updated_at) * 1000)::bigint, (extract(epoch"
                    + " FROM used_at) * 1000)::bigint, max_age_seconds, max_idle_seconds,"
                    + " (extract(epoch FROM expires_at) * 1000)::bigint, merged_from::text,"
                    + " tags::text, metadata::text, redactions::text, src_partition, src_offset"))
        .containsExactly(
            "cohort",
            "stable",
            "0.25",
            "mneme",
            "{pom.xml,\"\\\"quoted\\\"\"}",
            "{\"a\": [1.50, \"x\"], \"b\": 1}",
            "ab".repeat(32),
            "3",
            Long.toString(later.toEpochMilli()),
            Long.toString(later.toEpochMilli()),
            "90",
            "30",
            Long.toString(later.toEpochMilli()),
            "{%s,%s}".formatted(new UUID(5, 5), new UUID(6, 6)),
            "{a,b}",
            "{\"k\": \"v\"}",
            "{\"EMAIL\": 2}",
            Integer.toString(partition.partition()),
            "0");
  }

  @Test
  void shouldNotBeStoppedByValuesThatAColumnCannotHold() throws Exception {
    MemoryRecord odd =
        records
            .memory(1, "nul \0 here")
            .setMetadata(Map.of("nul\0", "\\u0000 and \0"))
            .setTags(List.of("\0tag"))
            .setData("{\"n\": 1e1000000}")
            .setOccurredAt(Instant.ofEpochMilli(Long.MAX_VALUE))
            .build();
    MemoryRecord broken = records.memory(2, "cut").setData("{\"a\":").build();
    MemoryRecord nul = records.memory(3, "nul in data").setData("{\"a\":\"\\u0000\"}").build();

    store.apply(List.of(records.at(0, odd), records.at(1, broken), records.at(2, nul)));

    assertThat(texts()).containsOnlyKeys("cut", "nul  here", "nul in data");
    assertThat(row("metadata::text, tags::text, data::text, extract(year FROM occurred_at)::int"))
        .containsExactly(
            "{\"nul\": \"\\\\u0000 and \"}", "{tag}", "\"{\\\"n\\\": 1e1000000}\"", "9999");
  }

  @Test
  void shouldAddNothingOfAnInstanceThatWasLeftBehind() throws Exception {
    PartitionStore zombie = projection.open(partition);
    store.apply(
        List.of(
            records.at(0, records.memory(1, "old").build()),
            records.at(1, records.memory(1, "new").build()),
            records.at(2, records.memory(2, "gone").build()),
            records.tombstoneAt(3, records.memory(2, "gone").build())));

    zombie.apply(
        List.of(
            records.at(0, records.memory(1, "old").build()),
            records.at(2, records.memory(2, "gone").build())));

    assertThat(texts()).containsOnlyKeys("new");
    assertThat(zombie.next()).isEqualTo(4);
    assertThat(position()).isEqualTo(4);
  }

  @Test
  void shouldNotReplaceARowByAnOlderRecordEvenIfThePositionIsLost() throws Exception {
    store.apply(
        List.of(
            records.at(7, records.memory(1, "new").build()),
            records.at(8, records.memory(2, "kept").build())));
    execute(
        "UPDATE projection_position SET next_offset = 0 WHERE partition = "
            + partition.partition());
    PartitionStore again = projection.open(partition);

    again.apply(
        List.of(
            records.at(5, records.memory(1, "old").build()),
            records.tombstoneAt(6, records.memory(2, "kept").build())));

    assertThat(texts()).containsOnlyKeys("kept", "new");
  }

  @Test
  void shouldChangeNothingWhenTheWholePartitionArrivesAgain() throws Exception {
    var all =
        List.of(
            records.at(0, records.memory(1, "one").build()),
            records.at(1, records.memory(2, "two").build()),
            records.tombstoneAt(2, records.memory(1, "one").build()));
    store.apply(all);
    Map<String, Long> before = texts();
    execute(
        "UPDATE projection_position SET next_offset = 0 WHERE partition = "
            + partition.partition());

    projection.open(partition).apply(all);

    assertThat(texts()).isEqualTo(before).containsOnlyKeys("two");
  }

  @Test
  void shouldKeepRowsFromReadersUntilALogThatIsReadAgainIsReadToItsEnd() throws Exception {
    store.apply(
        List.of(
            records.at(6, records.memory(1, "of a log that is gone").build()),
            records.at(7, records.memory(2, "forgotten").build()),
            records.tombstoneAt(8, records.memory(2, "forgotten").build())));

    store.restart(2, 5);
    store.apply(List.of(records.at(2, records.memory(2, "forgotten").build())));
    boolean meanwhile = isShown();
    store.apply(List.of(records.tombstoneAt(4, records.memory(2, "forgotten").build())));

    assertThat(meanwhile).isFalse();
    assertThat(isShown()).isTrue();
    assertThat(texts()).isEmpty();
  }

  private boolean isShown() throws SQLException {
    try (Connection connection = connection();
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT next_offset >= shown_from FROM projection_position WHERE partition = "
                        + partition.partition())) {
      rows.next();
      return rows.getBoolean(1);
    }
  }

  @Test
  void shouldWaitForADiskThatIsFull() throws Exception {
    trouble("RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'");

    assertWaitsThenGoesOn("53100", () -> execute("DROP TRIGGER trouble ON memories"));
  }

  @Test
  void shouldWaitForAServerThatIsSlow() throws Exception {
    trouble("PERFORM pg_sleep(5)");

    assertWaitsThenGoesOn("57014", () -> execute("DROP TRIGGER trouble ON memories"));
  }

  @Test
  void shouldWaitForRowsThatAnotherHolds() throws Exception {
    store.apply(List.of(records.at(0, records.memory(1, "first").build())));
    try (Connection other = connection();
        Statement lock = other.createStatement()) {
      other.setAutoCommit(false);
      lock.execute("LOCK TABLE memories IN ACCESS EXCLUSIVE MODE");

      assertWaitsThenGoesOn("57014", other::rollback);
    }
  }

  @Test
  void shouldGiveWayInADeadlockAndGoOn() throws Exception {
    store.apply(
        List.of(
            records.at(0, records.memory(1, "one").build()),
            records.at(1, records.memory(2, "two").build())));
    try (Database patient = patient();
        ExecutorService threads = Executors.newSingleThreadExecutor();
        Connection other = connection();
        Statement statement = other.createStatement()) {
      PartitionStore projecting =
          new PostgresProjection(patient, new Fold(codecs, (r, c, reason) -> refused.add(reason)))
              .open(partition);
      statement.execute("SET deadlock_timeout = '60s'"); // so that it is we who find it
      other.setAutoCommit(false);
      touch(statement, 2);
      var batch =
          List.of(
              records.at(2, records.memory(1, "one again").build()),
              records.at(3, records.memory(2, "two again").build()));
      Future<?> applying =
          threads.submit(
              () -> {
                projecting.apply(batch);
                return null;
              });
      Awaitility.await().atMost(PATIENCE).until(this::isSomebodyWaiting);

      touch(statement, 1); // waits for us while we wait for it, until we gave way

      assertThatThrownBy(applying::get)
          .hasCauseInstanceOf(RetryLaterException.class)
          .hasMessageContaining("40P01");
      other.rollback();
      projecting.apply(batch);
      assertThat(texts()).containsOnlyKeys("one again", "two again");
    }
  }

  @Test
  void shouldWaitForAServerThatIsAway() throws Exception {
    stack.part(PartName.POSTGRES).kill();

    try {
      assertThatThrownBy(() -> store.apply(List.of(records.at(0, records.memory(1, "x").build()))))
          .isInstanceOf(RetryLaterException.class);
    } finally {
      stack.part(PartName.POSTGRES).start(Duration.ofSeconds(60));
    }

    // the pool may hold more than one connection of the server that died
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(RetryLaterException.class)
        .untilAsserted(() -> store.apply(List.of(records.at(0, records.memory(1, "x").build()))));
    assertThat(texts()).containsOnlyKeys("x");
  }

  /** Fails with a pause, changes nothing, and is done when the trouble is over. */
  private void assertWaitsThenGoesOn(String state, Ending ending) throws Exception {
    var batch = List.of(records.at(10, records.memory(9, "late").build()));

    assertThatThrownBy(() -> store.apply(batch))
        .isInstanceOf(RetryLaterException.class)
        .hasMessageContaining(state);

    ending.now();
    assertThat(texts()).doesNotContainKey("late");
    store.apply(batch);
    assertThat(texts()).containsKey("late");
  }

  /** What ends the trouble. */
  @FunctionalInterface
  private interface Ending {
    void now() throws SQLException;
  }

  private void trouble(String body) throws SQLException {
    execute(
        """
        CREATE OR REPLACE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN %s; RETURN NEW; END $$
        """
            .formatted(body));
    execute(
        "CREATE TRIGGER trouble BEFORE INSERT ON memories FOR EACH ROW EXECUTE FUNCTION trouble()");
  }

  private Database patient() {
    return new Database(
        new LegacySettings(
            stack.ports().jdbcUrl(),
            "mneme",
            stack.secrets().databasePassword(),
            Duration.ofSeconds(2),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20)));
  }

  private void touch(Statement statement, int n) throws SQLException {
    statement.execute(
        "UPDATE memories SET type = type WHERE memory_id = '%s'"
            .formatted(new UUID(partition.partition(), n)));
  }

  private boolean isSomebodyWaiting() throws SQLException {
    try (Connection connection = connection();
        ResultSet waiting =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                        + " AND application_name = 'memory-writer'")) {
      waiting.next();
      return waiting.getInt(1) > 0;
    }
  }

  private Connection connection() throws SQLException {
    return DriverManager.getConnection(
        stack.ports().jdbcUrl(), "mneme", stack.secrets().databasePassword());
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Offset by text, of the rows of this partition. */
  private Map<String, Long> texts() throws SQLException {
    Map<String, Long> texts = new TreeMap<>();
    try (Connection connection = connection();
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT text, src_offset FROM memories WHERE src_partition = "
                        + partition.partition())) {
      while (rows.next()) {
        texts.put(rows.getString(1), rows.getLong(2));
      }
    }
    return texts;
  }

  /** Columns of the row with the smallest offset. */
  private List<String> row(String columns) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = connection();
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT %s FROM memories WHERE src_partition = %d ORDER BY src_offset"
                        .formatted(columns, partition.partition()))) {
      assertThat(rows.next()).isTrue();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        values.add(rows.getString(i));
      }
    }
    return values;
  }

  private long position() throws SQLException {
    try (Connection connection = connection();
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT next_offset FROM projection_position WHERE partition = "
                        + partition.partition())) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
