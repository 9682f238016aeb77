package dev.mneme.cli.dualwrite;

import java.util.List;

/** One memory that the layers do not agree on, named by its key: never by what is in it. */
public sealed interface Difference {

  String key();

  int partition();

  /** In the log, not in PostgreSQL. */
  record Missing(int partition, String key) implements Difference {}

  /** In PostgreSQL, not in the log. */
  record Extra(int partition, String key) implements Difference {}

  /** In both, but not the same. */
  record Changed(int partition, String key, List<String> fields) implements Difference {

    public Changed {
      fields = List.copyOf(fields);
    }
  }
}
