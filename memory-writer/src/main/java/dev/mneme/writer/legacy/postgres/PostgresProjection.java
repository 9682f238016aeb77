package dev.mneme.writer.legacy.postgres;

import dev.mneme.follower.PartitionStore;
import dev.mneme.follower.PartitionStores;
import dev.mneme.writer.legacy.Change;
import dev.mneme.writer.legacy.Fold;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Projects the records into PostgreSQL. Rows and position change in one transaction that holds the
 * lock of the position, so that of two instances that both believe to own a partition, each adds
 * only what the other has not.
 *
 * @see <a href="../../../../../../../../../docs/decisions/0001-the-log-is-the-truth.md">0001</a>
 */
public final class PostgresProjection implements PartitionStores {
  private static final String FIRST_POSITION =
      "INSERT INTO projection_position (topic, partition, next_offset) VALUES (?, ?, 0)"
          + " ON CONFLICT DO NOTHING";
  private static final String LOCK_POSITION =
      "SELECT next_offset FROM projection_position WHERE topic = ? AND partition = ? FOR UPDATE";
  private static final String SET_POSITION =
      "UPDATE projection_position SET next_offset = ? WHERE topic = ? AND partition = ?";
  private static final String HIDE_UNTIL =
      "UPDATE projection_position SET shown_from = ? WHERE topic = ? AND partition = ?";
  private static final String CLEAR = "DELETE FROM memories WHERE src_partition = ?";

  private final Database database;
  private final Fold fold;
  private final Rows rows = new Rows();
  private volatile boolean seen;

  public PostgresProjection(Database database, Fold fold) {
    this.database = database;
    this.fold = fold;
  }

  /** Whether the database was there at least once, with its schema. */
  public boolean seen() {
    return seen;
  }

  @Override
  public PartitionStore open(TopicPartition partition) throws Exception {
    long next =
        database.transact(
            connection -> {
              try (PreparedStatement first = connection.prepareStatement(FIRST_POSITION)) {
                first.setString(1, partition.topic());
                first.setInt(2, partition.partition());
                first.executeUpdate();
              }
              return lockPosition(connection, partition);
            });
    seen = true;
    return new Partition(partition, next);
  }

  private static long lockPosition(Connection connection, TopicPartition partition)
      throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(LOCK_POSITION)) {
      lock.setString(1, partition.topic());
      lock.setInt(2, partition.partition());
      try (ResultSet position = lock.executeQuery()) {
        if (!position.next()) {
          throw new IllegalStateException("the position of " + partition + " was removed");
        }
        return position.getLong(1);
      }
    }
  }

  private static void setPosition(Connection connection, TopicPartition partition, long next)
      throws SQLException {
    try (PreparedStatement set = connection.prepareStatement(SET_POSITION)) {
      set.setLong(1, next);
      set.setString(2, partition.topic());
      set.setInt(3, partition.partition());
      set.executeUpdate();
    }
  }

  /** One partition of the topic. */
  private final class Partition implements PartitionStore {
    private final TopicPartition id;
    private long next;

    Partition(TopicPartition id, long next) {
      this.id = id;
      this.next = next;
    }

    @Override
    public long next() {
      return next;
    }

    @Override
    public void apply(List<ConsumerRecord<byte[], byte[]>> batch) throws Exception {
      if (!batch.isEmpty()) {
        apply(batch, batch.getLast().offset() + 1);
      }
    }

    /**
     * The position kept is the one reached, marks of transactions included, so that others can
     * compare it with the end of the log.
     */
    @Override
    public void reached(long offset) throws Exception {
      apply(List.of(), offset);
    }

    @Override
    public void apply(List<ConsumerRecord<byte[], byte[]>> batch, long after) throws Exception {
      if (after <= next) {
        return;
      }
      List<Change> changes =
          fold.changes(batch.stream().filter(record -> record.offset() >= next).toList());
      next =
          database.transact(
              connection -> {
                long stored = lockPosition(connection, id);
                if (stored < next) {
                  // applying would leave a hole: the rows between are in neither
                  throw new IllegalStateException(
                      "PostgreSQL went back to offset %d of %s, it was at %d: restart to follow it"
                          .formatted(stored, id, next));
                }
                if (stored >= after) {
                  return stored;
                }
                write(connection, changes, stored);
                setPosition(connection, id, after);
                return after;
              });
    }

    /** The last change of a memory counts, so one that was applied already may only repeat it. */
    private void write(Connection connection, List<Change> changes, long stored)
        throws SQLException {
      List<Change> open = changes.stream().filter(change -> change.offset() >= stored).toList();
      rows.keep(
          connection,
          id.partition(),
          open.stream()
              .filter(Change.Keep.class::isInstance)
              .map(Change.Keep.class::cast)
              .toList());
      rows.remove(
          connection,
          open.stream()
              .filter(Change.Remove.class::isInstance)
              .map(Change.Remove.class::cast)
              .toList());
    }

    @Override
    public void restart(long earliest) throws Exception {
      restart(earliest, earliest);
    }

    /**
     * The topic is the truth: what stands in the table of a log that is gone goes with it. What is
     * read again is shown when all of it has been: a row may be there until its tombstone comes.
     */
    @Override
    public void restart(long earliest, long latest) throws Exception {
      next =
          database.transact(
              connection -> {
                lockPosition(connection, id);
                try (PreparedStatement clear = connection.prepareStatement(CLEAR)) {
                  clear.setInt(1, id.partition());
                  clear.executeUpdate();
                }
                setPosition(connection, id, earliest);
                try (PreparedStatement hide = connection.prepareStatement(HIDE_UNTIL)) {
                  hide.setLong(1, latest);
                  hide.setString(2, id.topic());
                  hide.setInt(3, id.partition());
                  hide.executeUpdate();
                }
                return earliest;
              });
    }

    @Override
    public void close() {
      // every batch was committed; the connections belong to the database
    }
  }
}
