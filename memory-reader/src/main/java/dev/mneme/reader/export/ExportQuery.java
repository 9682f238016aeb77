package dev.mneme.reader.export;

import dev.mneme.reader.recall.RecallFilter;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.recall.Records.Selection;
import java.util.Set;

/**
 * Which memories of whom, and how written.
 *
 * @param filter without a status, deprecated memories are part of it: they are the person's too
 */
public record ExportQuery(String tenant, String subject, RecallFilter filter, ExportFormat format) {

  Selection selection() {
    return new Selection(tenant, subject, Set.of(RecallQuery.FAMILY), filter);
  }
}
