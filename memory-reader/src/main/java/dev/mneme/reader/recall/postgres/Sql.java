package dev.mneme.reader.recall.postgres;

import dev.mneme.reader.recall.Page;

/** The statements, over the columns of the projector's table. */
final class Sql {

  /** Maps come as arrays of key, value, key, value, so that no JSON needs to be parsed here. */
  private static final String COLUMNS =
      """
      memory_id, text, type, speaker, conversation, session, occurred_at, created_at, tags,
      project, status, confidence,
      ARRAY(SELECT unnest(ARRAY[key, value]) FROM jsonb_each_text(metadata)) AS metadata,
      ARRAY(SELECT unnest(ARRAY[key, value]) FROM jsonb_each_text(redactions)) AS redactions
      """;

  /** Not while the partition's rows are being made anew: what was forgotten may be among them. */
  private static final String SHOWN =
      """
      NOT EXISTS (SELECT FROM projection_position AS projected
        WHERE projected.topic = 'memory.records' AND projected.partition = src_partition
          AND projected.next_offset < projected.shown_from)
      """;

  private static final String OF_SUBJECT =
      """
      tenant = ? AND subject = ? AND family = 'personal'
        AND (?::text IS NULL OR type = ?) AND (?::text IS NULL OR session = ?)
        AND (?::timestamptz IS NULL OR occurred_at >= ?)
        AND (?::timestamptz IS NULL OR occurred_at < ?)
        AND (?::text IS NULL OR ? = ANY (tags))
        AND (?::text IS NULL OR project = ?)
        AND (?::text IS NULL OR status = ?) AND (? OR status <> 'deprecated')
        AND\s\
      """
          + SHOWN;

  /**
   * Any of the words suffices, as in the new layer: a question of ten words rarely has all of them
   * in one memory. Tags are not in the table's search vector; few memories have any.
   */
  static final String IN_WORDS =
      "WITH asked AS (SELECT replace(plainto_tsquery('english', ?)::text, ' & ', ' | ')::tsquery"
          + " AS words)\nSELECT "
          + COLUMNS
          + """
          , ts_rank(search, words) + 0.5 * ts_rank(of_tags, words) AS score
          FROM memories, asked,
            LATERAL (SELECT CASE WHEN tags = '{}' THEN ''::tsvector
              ELSE to_tsvector('english', array_to_string(tags, ' ')) END AS of_tags) AS tagged
          WHERE\s\
          """
          + OF_SUBJECT
          + """
          AND (search @@ words OR of_tags @@ words)
          ORDER BY score DESC, occurred_at DESC, memory_id
          LIMIT ?
          """;

  private static final String LATEST_FIRST = page("<", "DESC");
  private static final String EARLIEST_FIRST = page(">", "ASC");

  static String page(Page.Order order) {
    return switch (order) {
      case LATEST_FIRST -> LATEST_FIRST;
      case EARLIEST_FIRST -> EARLIEST_FIRST;
    };
  }

  private static String page(String behind, String direction) {
    return "SELECT "
        + COLUMNS
        + ", 0::float8 AS score FROM memories WHERE "
        + OF_SUBJECT
        + """
        AND (?::timestamptz IS NULL OR occurred_at %s ? OR (occurred_at = ? AND memory_id > ?))
        ORDER BY occurred_at %s, memory_id LIMIT ?
        """
            .formatted(behind, direction);
  }

  static final String BY_ID =
      "SELECT "
          + COLUMNS
          + """
          , 0::float8 AS score FROM memories
          WHERE tenant = ? AND subject = ? AND family = 'personal' AND memory_id = ? AND\s\
          """
          + SHOWN;

  private Sql() {}
}
