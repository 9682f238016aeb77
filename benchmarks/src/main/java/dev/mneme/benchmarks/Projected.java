package dev.mneme.benchmarks;

import dev.mneme.follower.FollowerSettings;
import dev.mneme.follower.PartitionStore;
import dev.mneme.follower.PartitionStores;
import dev.mneme.follower.TopicFollower;
import dev.mneme.topics.Topics;
import dev.mneme.writer.legacy.Fold;
import dev.mneme.writer.legacy.postgres.Database;
import dev.mneme.writer.legacy.postgres.LegacySettings;
import dev.mneme.writer.legacy.postgres.PostgresProjection;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The writer's projection into PostgreSQL as the service runs it, from empty tables. Counts the
 * records that PostgreSQL has committed.
 */
final class Projected implements AutoCloseable {
  private static final String USER = "mneme";

  private final LongAdder applied = new LongAdder();
  private final Database database;
  private final TopicFollower follower;

  private Projected(Database database, PartitionStores stores, String group, String bootstrap) {
    this.database = database;
    this.follower =
        new TopicFollower(
            new FollowerSettings(
                Topics.RECORDS.name(),
                group,
                "benchmark",
                Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap)),
            partition -> new Counted(stores.open(partition)));
  }

  static Projected start(Place place, String group) throws SQLException {
    LegacySettings settings =
        new LegacySettings(
            place.stack().ports().jdbcUrl(),
            USER,
            place.stack().secrets().databasePassword(),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10));
    clear(settings);
    Database database = new Database(settings);
    Projected projected =
        new Projected(
            database,
            new PostgresProjection(
                database,
                new Fold(
                    place.codecs(),
                    (record, cause, reason) -> {
                      throw new IllegalStateException("refused: " + cause + " " + reason);
                    })),
            group,
            place.bootstrap());
    projected.follower.start();
    return projected;
  }

  /** What earlier rounds left would turn inserts into updates. */
  private static void clear(LegacySettings settings) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(settings.jdbcUrl(), settings.user(), settings.password());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "DO $$ BEGIN IF to_regclass('memories') IS NOT NULL THEN"
              + " TRUNCATE memories, projection_position; END IF; END $$");
    }
  }

  long applied() {
    return applied.sum();
  }

  @Override
  public void close() {
    follower.close();
    database.close();
  }

  /** Counts a batch once it is committed. */
  private final class Counted implements PartitionStore {
    private final PartitionStore store;

    Counted(PartitionStore store) {
      this.store = store;
    }

    @Override
    public long next() {
      return store.next();
    }

    @Override
    public void apply(List<ConsumerRecord<byte[], byte[]>> batch) throws Exception {
      store.apply(batch);
      applied.add(batch.size());
    }

    @Override
    public void restart(long earliest) throws Exception {
      store.restart(earliest);
    }

    @Override
    public void close() throws IOException {
      store.close();
    }
  }
}
