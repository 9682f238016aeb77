package dev.mneme.reader.http;

import dev.mneme.reader.recall.Page;
import dev.mneme.reader.recall.Page.Order;
import dev.mneme.reader.recall.Page.Place;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.recall.RecalledMemory;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pages as callers name them: {@code sort} by its field, with a minus for the latest first, and a
 * cursor that says behind which memory to go on. A cursor holds a time and an id, no contents, and
 * is good for as long as anybody keeps it: what was stored or forgotten meanwhile moves nothing.
 */
final class PageCursor {

  private static final String LATEST_FIRST = "-occurred_at";
  private static final String EARLIEST_FIRST = "occurred_at";
  private static final String RELEVANCE = "relevance";
  private static final int LONGEST = 200;
  private static final String BETWEEN = " ";

  private PageCursor() {}

  /** For a question in words there is one order and no page but the first. */
  static void requireNone(@Nullable String sort, @Nullable String cursor) {
    if (sort != null && !sort.isBlank() && !RELEVANCE.equals(sort)) {
      throw RecallValidation.wrong("sort", "must be relevance where there is a query in words");
    }
    if (cursor != null && !cursor.isBlank()) {
      throw RecallValidation.wrong(
          "cursor", "is for recalls without words; ask for more with a larger limit");
    }
  }

  static Page page(@Nullable String sort, @Nullable String cursor) {
    Order order =
        switch (sort == null || sort.isBlank() ? LATEST_FIRST : sort) {
          case LATEST_FIRST -> Order.LATEST_FIRST;
          case EARLIEST_FIRST -> Order.EARLIEST_FIRST;
          default -> throw RecallValidation.wrong("sort", "must be -occurred_at or occurred_at");
        };
    if (cursor == null || cursor.isBlank()) {
      return new Page(order, null);
    }
    return new Page(order, place(order, cursor));
  }

  private static Place place(Order order, String cursor) {
    try {
      if (cursor.length() <= LONGEST) {
        String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        String[] parts = text.split(BETWEEN, -1);
        if (parts.length == 3 && Order.valueOf(parts[0]) == order) {
          return new Place(Instant.parse(parts[1]), RecallValidation.uuid("cursor", parts[2]));
        }
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      throw RecallValidation.wrong("cursor", "must be the next_cursor of an answer");
    }
    throw RecallValidation.wrong(
        "cursor", "must be the next_cursor of an answer in the same order");
  }

  /** What the next page is asked for with; null when there is none. */
  static @Nullable String next(RecallQuery query, List<RecalledMemory> given) {
    if (!(query instanceof RecallQuery.Latest latest) || given.size() < latest.limit()) {
      return null;
    }
    RecalledMemory last = given.getLast();
    String text =
        String.join(
            BETWEEN,
            latest.page().order().name(),
            last.occurredAt().toString(),
            last.id().toString());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
