package dev.mneme.reader.recall.postgres;

import static dev.mneme.reader.recall.Memories.ADA;
import static dev.mneme.reader.recall.Memories.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.mneme.events.MemoryRecord;
import dev.mneme.reader.real.RealParts;
import dev.mneme.reader.recall.LayerFailure;
import dev.mneme.reader.recall.LayerFailure.Kind;
import dev.mneme.reader.recall.Memories;
import dev.mneme.reader.recall.RecallFilter;
import dev.mneme.reader.recall.RecallLayer;
import dev.mneme.reader.recall.RecallLayerContract;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresLayerIT extends RecallLayerContract {

  private static final RecallQuery TEA =
      new RecallQuery.InWords(TENANT, ADA, "tea", RecallFilter.NONE, 10);
  private static final Duration PLENTY = Duration.ofSeconds(10);

  @TempDir static Path home;
  private static Stack stack;
  private static HikariDataSource pool;

  @BeforeAll
  static void start() throws Exception {
    stack = RealParts.own(home, EnumSet.of(PartName.POSTGRES));
    stack.start();
    RealParts.createLegacyTable(stack);
    pool = LazyPool.open(settings(stack.secrets().databasePassword(), 1_000));
  }

  @AfterAll
  static void stop() {
    pool.close();
    stack.close();
  }

  @Override
  protected RecallLayer layerWith(List<MemoryRecord> memories) throws Exception {
    RealParts.clearLegacy(stack);
    RealParts.putIntoLegacy(stack, memories);
    return new PostgresLayer(pool);
  }

  @Test
  void shouldTakeANulForABlank() throws Exception {
    RecallLayer layer = layerWith(List.of(Memories.of(1, "tea")));

    assertThat(
            layer
                .recall(
                    new RecallQuery.InWords(TENANT, ADA, "tea\0time", RecallFilter.NONE, 10),
                    PLENTY)
                .memories())
        .hasSize(1);
  }

  @Test
  void shouldShowNothingOfAPartitionThatIsStillBeingMadeAnew() throws Exception {
    RecallLayer layer = layerWith(List.of(Memories.of(1, "tea")));
    try (Connection database = RealParts.database(stack);
        Statement statement = database.createStatement()) {
      statement.execute(
          "INSERT INTO projection_position (topic, partition, next_offset, shown_from)"
              + " VALUES ('memory.records', 0, 4, 5)");

      int meanwhile = layer.recall(TEA, PLENTY).memories().size();
      statement.execute("UPDATE projection_position SET next_offset = 5");
      int afterwards = layer.recall(TEA, PLENTY).memories().size();
      statement.execute("TRUNCATE projection_position");

      assertThat(meanwhile).isZero();
      assertThat(afterwards).isEqualTo(1);
    }
  }

  @Test
  void shouldSayThatTheLoginWasRefused() {
    try (HikariDataSource stranger = LazyPool.open(settings("wrong", 1_000))) {
      assertThat(failure(new PostgresLayer(stranger)).kind()).isEqualTo(Kind.UNAUTHORIZED);
    }
  }

  @Test
  void shouldSayThatAStatementTookTooLong() throws Exception {
    layerWith(List.of(Memories.of(1, "tea")));
    try (HikariDataSource impatient =
            LazyPool.open(settings(stack.secrets().databasePassword(), 100));
        Connection blocker = RealParts.database(stack)) {
      blocker.setAutoCommit(false);
      try (Statement lock = blocker.createStatement()) {
        lock.execute("LOCK TABLE memories IN ACCESS EXCLUSIVE MODE");
      }

      assertThat(failure(new PostgresLayer(impatient)).kind()).isEqualTo(Kind.TIMEOUT);

      blocker.rollback();
    }
  }

  @Test
  void shouldFailQuicklyWhileTheServerIsAwayAndServeAgainWhenItIsBack() throws Exception {
    RecallLayer layer = layerWith(List.of(Memories.of(1, "tea")));
    stack.part(PartName.POSTGRES).kill();

    long start = System.nanoTime();
    LayerFailure failure = failure(layer);
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(failure.kind()).isIn(Kind.SERVER_ERROR, Kind.TIMEOUT);
    assertThat(took).isLessThan(Duration.ofSeconds(5));

    stack.part(PartName.POSTGRES).start(RealParts.patience());
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(() -> layer.recall(TEA, PLENTY).memories().size() == 1);
  }

  private static LayerFailure failure(RecallLayer layer) {
    return catchThrowableOfType(LayerFailure.class, () -> layer.recall(TEA, PLENTY));
  }

  private static PostgresSettings settings(String password, long statementMillis) {
    return new PostgresSettings(
        stack.ports().jdbcUrl(),
        RealParts.USER,
        password,
        2,
        Duration.ofMillis(500),
        Duration.ofMillis(statementMillis));
  }
}
