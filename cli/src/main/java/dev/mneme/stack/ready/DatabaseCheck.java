package dev.mneme.stack.ready;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

/** A database that answers a query. */
public record DatabaseCheck(String url, String user, String password) implements Check {

  @Override
  public CheckResult run(Duration within) {
    try (Connection connection = new org.postgresql.Driver().connect(url, properties(within))) {
      if (connection == null) {
        throw new IllegalStateException("not a PostgreSQL address: " + url);
      }
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SELECT 1")) {
        return row.next()
            ? new CheckResult.Ready()
            : new CheckResult.NotReady("SELECT 1 gives no row");
      }
    } catch (SQLException e) {
      return new CheckResult.NotReady("the database says: " + firstLine(e));
    }
  }

  private Properties properties(Duration within) {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    String seconds = Long.toString(Math.max(1, within.toSeconds()));
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("socketTimeout", seconds);
    properties.setProperty("loginTimeout", seconds);
    return properties;
  }

  private static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getSimpleName());
  }

  @Override
  public String toString() {
    return "DatabaseCheck[" + url + "]";
  }
}
