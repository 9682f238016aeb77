package dev.mneme.cli.audit;

import java.io.IOException;

/** Writes rows in one format. */
public interface RowWriter extends AutoCloseable {

  void write(AuditRow row) throws IOException;

  /** Finishes the output. */
  @Override
  void close() throws IOException;
}
