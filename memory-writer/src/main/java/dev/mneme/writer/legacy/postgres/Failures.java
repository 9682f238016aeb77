package dev.mneme.writer.legacy.postgres;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells what may pass by itself from what will not, by SQLSTATE.
 *
 * @see <a href="https://www.postgresql.org/docs/18/errcodes-appendix.html">the codes</a>
 */
final class Failures {
  /** Connection, authorisation, resources (disk full), operator intervention, system. */
  private static final Set<String> CLASSES = Set.of("08", "28", "53", "57", "58");

  /** Read-only after a failover, serialisation, deadlock, lock, no such database yet. */
  private static final Set<String> CODES = Set.of("25006", "40001", "40P01", "55P03", "3D000");

  private Failures() {}

  static boolean mayPass(SQLException failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      boolean passing =
          t instanceof SQLTransientException
              || t instanceof SQLTimeoutException
              || t instanceof IOException
              || (t instanceof SQLException sql && hasPassingState(sql.getSQLState()));
      if (passing) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasPassingState(@Nullable String state) {
    return state != null
        && state.length() == 5
        && (CLASSES.contains(state.substring(0, 2)) || CODES.contains(state));
  }

  /** Without the server's words: they may quote a row. */
  static String describe(SQLException failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql && sql.getSQLState() != null) {
        return "failed with SQLSTATE " + sql.getSQLState();
      }
    }
    return "does not answer";
  }
}
