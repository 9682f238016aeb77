package dev.mneme.reader.recall.postgres;

import dev.mneme.reader.recall.LayerFailure;
import dev.mneme.reader.recall.RecallFilter;
import dev.mneme.reader.recall.RecallLayer;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.recall.RecalledMemory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Answers from the table {@code memories}, which the writer's projector fills and owns. Only reads.
 *
 * <p>How long it may take is the pool's business: see {@link LazyPool}.
 */
public final class PostgresLayer implements RecallLayer {

  private final DataSource pool;

  public PostgresLayer(DataSource pool) {
    this.pool = pool;
  }

  @Override
  public List<RecalledMemory> recall(RecallQuery query, Duration within) throws LayerFailure {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = prepare(connection, query);
        ResultSet rows = statement.executeQuery()) {
      List<RecalledMemory> memories = new ArrayList<>();
      while (rows.next()) {
        memories.add(MemoryRow.read(rows));
      }
      return memories;
    } catch (SQLException e) {
      throw SqlFailure.of(e);
    }
  }

  private static PreparedStatement prepare(Connection connection, RecallQuery query)
      throws SQLException {
    return switch (query) {
      case RecallQuery.InWords(
              String tenant,
              String subject,
              String words,
              RecallFilter filter,
              int limit) ->
          bind(
              connection,
              Sql.IN_WORDS,
              storable(words),
              tenant,
              subject,
              filter.type(),
              filter.type(),
              filter.session(),
              filter.session(),
              limit);
      case RecallQuery.Latest(String tenant, String subject, RecallFilter filter, int limit) ->
          bind(
              connection,
              Sql.LATEST,
              tenant,
              subject,
              filter.type(),
              filter.type(),
              filter.session(),
              filter.session(),
              limit);
      case RecallQuery.ById(String tenant, String subject, var id) ->
          bind(connection, Sql.BY_ID, tenant, subject, id);
    };
  }

  private static PreparedStatement bind(Connection connection, String sql, Object... values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  /** The server takes no NUL in text; to it that would be our error, not the caller's. */
  private static String storable(String words) {
    return words.replace('\0', ' ');
  }
}
