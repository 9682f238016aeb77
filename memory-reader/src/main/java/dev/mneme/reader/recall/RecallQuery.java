package dev.mneme.reader.recall;

import java.util.UUID;

/**
 * A question to a layer. It is always about one subject of one tenant: no query can span two. Only
 * personal memories answer; what was given for a cohort is distilled, never recalled.
 */
public sealed interface RecallQuery {

  /** The family of memories that can be recalled. */
  String FAMILY = "personal";

  String tenant();

  String subject();

  /** The memories that match the words best; ties by the later {@code occurred_at}, then by id. */
  record InWords(String tenant, String subject, String words, RecallFilter filter, int limit)
      implements RecallQuery {

    public InWords {
      if (words.isBlank()) {
        throw new IllegalArgumentException(
            "a query in words has words; ask for the latest instead");
      }
      requirePositive(limit);
    }
  }

  /** The memories one after the other by time; the first page has those that occurred last. */
  record Latest(String tenant, String subject, RecallFilter filter, int limit, Page page)
      implements RecallQuery {

    public Latest {
      requirePositive(limit);
    }

    public Latest(String tenant, String subject, RecallFilter filter, int limit) {
      this(tenant, subject, filter, limit, Page.FIRST);
    }
  }

  /** The memory with this id, if the subject has it. */
  record ById(String tenant, String subject, UUID id) implements RecallQuery {}

  private static void requirePositive(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be positive, is " + limit);
    }
  }
}
