package dev.mneme.reader.recall.postgres;

import dev.mneme.topics.Topics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/**
 * Reads the position that the projection keeps with its rows. A server that hangs is waited for no
 * longer than a recall waits for it, by so many at once and no more.
 */
public final class PostgresPositions {

  private static final String POSITION =
      "SELECT next_offset FROM projection_position WHERE topic = ? AND partition = ?";
  private static final int PLACES = 4;

  private final DataSource pool;
  private final Duration within;
  private final Semaphore places = new Semaphore(PLACES);

  /**
   * @param within how long the database is waited for
   */
  public PostgresPositions(DataSource pool, Duration within) {
    this.pool = pool;
    this.within = within;
  }

  /** Below which offset everything is in the rows; empty when the database does not say. */
  public OptionalLong position(int partition) {
    if (!places.tryAcquire()) {
      return OptionalLong.empty();
    }
    CompletableFuture<OptionalLong> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("legacy-position")
        .start(
            () -> {
              try {
                answer.complete(read(partition));
              } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
              } finally {
                places.release();
              }
            });
    try {
      return answer.get(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return OptionalLong.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalLong.empty();
    }
  }

  private OptionalLong read(int partition) {
    try (Connection connection = pool.getConnection();
        PreparedStatement select = connection.prepareStatement(POSITION)) {
      select.setString(1, Topics.RECORDS.name());
      select.setInt(2, partition);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
      }
    } catch (SQLException e) {
      return OptionalLong.empty();
    }
  }
}
