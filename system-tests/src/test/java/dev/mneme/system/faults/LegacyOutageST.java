package dev.mneme.system.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mneme.events.DeadLetter;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.stack.parts.PostgresServer;
import dev.mneme.stack.process.ResidentMemory;
import dev.mneme.system.TestStack;
import dev.mneme.system.oracle.CommittedTopic;
import dev.mneme.system.oracle.Oracle;
import dev.mneme.system.oracle.Publisher;
import dev.mneme.topics.Topics;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A PostgreSQL in trouble for a minute, while events keep arriving. */
@Tag("campaign")
class LegacyOutageST {

  private static final Duration OUTAGE = Duration.ofSeconds(60);
  private static final Duration SOON = TestStack.PATIENCE;
  private static final int BATCH = 250;

  /** Of a heap of 256 MB: what a backlog held in memory would soon exceed. */
  private static final long MOST_GROWTH = 160L * 1024 * 1024;

  private static Stack stack;
  private static RegistryCodecs codecs;
  private static Publisher publisher;
  private static Oracle oracle;

  @BeforeAll
  static void startSuite() throws Exception {
    stack = TestStack.start("legacy-outage", PartName.all());
    codecs = TestStack.codecs(stack);
    publisher = new Publisher(stack.ports().bootstrap(), codecs);
    oracle = new Oracle(stack, codecs);
  }

  @AfterAll
  static void stopSuite() {
    publisher.close();
    codecs.close();
    stack.close();
  }

  @Test
  void shouldWorkOffTheBacklogOfAMinuteWithoutADatabase() throws Exception {
    stack.part(PartName.POSTGRES).kill();

    publishThroughTheOutage();

    stack.part(PartName.POSTGRES).start(SOON);
    assertNothingWasLost();
  }

  @Test
  void shouldWorkOffTheBacklogOfAMinuteWithAFullDisk() throws Exception {
    trouble("RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'");

    publishThroughTheOutage();

    execute("DROP TRIGGER trouble ON memories");
    assertNothingWasLost();
  }

  @Test
  void shouldWorkOffTheBacklogOfAMinuteOfSlowWrites() throws Exception {
    trouble("PERFORM pg_sleep(5)");

    publishThroughTheOutage();

    execute("DROP TRIGGER trouble ON memories");
    assertNothingWasLost();
  }

  /** The writer is the same process afterwards, with about the memory it had. */
  private static void publishThroughTheOutage() throws Exception {
    publisher.publish(BATCH);
    ProcessHandle writer = stack.part(PartName.WRITER).handle().orElseThrow();
    long before = ResidentMemory.of(writer).orElseThrow();
    Instant end = Instant.now().plus(OUTAGE);
    while (Instant.now().isBefore(end)) {
      publisher.publish(BATCH);
    }
    long after = ResidentMemory.of(writer).orElseThrow();
    assertThat(stack.part(PartName.WRITER).handle()).contains(writer);
    assertThat(after - before).isLessThan(MOST_GROWTH);
  }

  private static void assertNothingWasLost() {
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () ->
                oracle.compareLayers().partitions().stream()
                    .allMatch(partition -> partition.pending() == 0));
    oracle.awaitRecords(publisher.sent());
    oracle.assertOneRecordEachInOrder(publisher.sent());
    oracle.assertPostgresIsTheFoldOfTheTopic();
    assertThat(CommittedTopic.<DeadLetter>read(stack.ports().bootstrap(), codecs, Topics.DLQ))
        .isEmpty();
  }

  private static void trouble(String body) throws SQLException {
    execute(
        "CREATE OR REPLACE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN %s; RETURN NEW; END $$".formatted(body));
    execute(
        "CREATE TRIGGER trouble BEFORE INSERT ON memories FOR EACH ROW EXECUTE FUNCTION trouble()");
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                stack.ports().jdbcUrl(), PostgresServer.USER, stack.secrets().databasePassword());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
