package dev.mneme.reader.recall.postgres;

import dev.mneme.reader.recall.LayerFailure;
import dev.mneme.reader.recall.LayerFailure.Kind;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * Says how the database failed, by the state codes of its manual (appendix A). Its messages may
 * repeat what was asked, so only the code goes on.
 */
final class SqlFailure {

  private static final String INVALID_AUTHORIZATION = "28";
  private static final String INSUFFICIENT_PRIVILEGE = "42501";
  private static final String CANCELED = "57014";

  private SqlFailure() {}

  static LayerFailure of(SQLException e) {
    String state = state(e);
    Kind kind = kind(e, state);
    String what =
        switch (kind) {
          case UNAUTHORIZED -> "the database did not accept the login";
          case FORBIDDEN -> "the database does not permit this";
          case TIMEOUT -> "the database did not answer in time";
          case SERVER_ERROR -> "the database failed";
        };
    return new LayerFailure(kind, state == null ? what : what + " (" + state + ")", e);
  }

  private static Kind kind(SQLException e, @Nullable String state) {
    if (state != null && state.startsWith(INVALID_AUTHORIZATION)) {
      return Kind.UNAUTHORIZED;
    }
    if (INSUFFICIENT_PRIVILEGE.equals(state)) {
      return Kind.FORBIDDEN;
    }
    if (CANCELED.equals(state) || hasCause(e, SocketTimeoutException.class)) {
      return Kind.TIMEOUT;
    }
    // The pool says so when no connection became free in time and none failed to be made.
    return e instanceof SQLTransientConnectionException && e.getCause() == null
        ? Kind.TIMEOUT
        : Kind.SERVER_ERROR;
  }

  /** The pool wraps what the server said. */
  private static @Nullable String state(SQLException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return null;
  }

  private static boolean hasCause(Throwable e, Class<? extends Throwable> type) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
