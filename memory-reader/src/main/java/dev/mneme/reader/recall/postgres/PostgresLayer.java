package dev.mneme.reader.recall.postgres;

import dev.mneme.reader.recall.LayerFailure;
import dev.mneme.reader.recall.Page;
import dev.mneme.reader.recall.RecallFilter;
import dev.mneme.reader.recall.RecallLayer;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.recall.RecalledMemory;
import dev.mneme.reader.recall.Recollection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

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
  public Recollection recall(RecallQuery query, Duration within) throws LayerFailure {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = prepare(connection, query);
        ResultSet rows = statement.executeQuery()) {
      List<RecalledMemory> memories = new ArrayList<>();
      while (rows.next()) {
        memories.add(MemoryRow.read(rows));
      }
      return Recollection.of(memories);
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
          bind(connection, Sql.IN_WORDS, storable(words), tenant, subject, filter, limit);
      case RecallQuery.Latest(
              String tenant,
              String subject,
              RecallFilter filter,
              int limit,
              Page(Page.Order order, Page.Place after)) ->
          bind(
              connection,
              Sql.page(order),
              tenant,
              subject,
              filter,
              Optional.ofNullable(after),
              limit);
      case RecallQuery.ById(String tenant, String subject, var id) ->
          bind(connection, Sql.BY_ID, tenant, subject, id);
    };
  }

  private static PreparedStatement bind(Connection connection, String sql, Object... values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    int next = 1;
    for (Object value : values) {
      for (Object each : parameters(value)) {
        statement.setObject(next++, each);
      }
    }
    return statement;
  }

  private static @Nullable Object[] parameters(Object value) {
    return switch (value) {
      case RecallFilter filter -> twice(filter);
      case Optional<?> place when place.isEmpty() -> new @Nullable Object[4];
      case Optional<?> place when place.get() instanceof Page.Place(Instant occurred, UUID id) -> {
        OffsetDateTime at = at(occurred);
        yield new @Nullable Object[] {at, at, at, id};
      }
      default -> new Object[] {value};
    };
  }

  /** Each value once to see whether it is there, and once to compare with. */
  private static @Nullable Object[] twice(RecallFilter filter) {
    @Nullable Object[] once = {
      filter.type(),
      filter.session(),
      at(filter.since()),
      at(filter.until()),
      filter.tag(),
      filter.project(),
      filter.status()
    };
    @Nullable Object[] twice = new Object[2 * once.length + 1];
    for (int i = 0; i < once.length; i++) {
      twice[2 * i] = once[i];
      twice[2 * i + 1] = once[i];
    }
    twice[2 * once.length] = filter.status() != null; // deprecated ones too, if it is they
    return twice;
  }

  private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  /** The server takes no NUL in text; to it that would be our error, not the caller's. */
  private static String storable(String words) {
    return words.replace('\0', ' ');
  }
}
