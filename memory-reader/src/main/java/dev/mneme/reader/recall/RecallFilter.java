package dev.mneme.reader.recall;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Narrows a recall; null means any.
 *
 * @param since earliest {@code occurred_at}
 * @param until {@code occurred_at} is before it
 * @param status null means any but deprecated
 */
public record RecallFilter(
    @Nullable String type,
    @Nullable String session,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable String tag,
    @Nullable String project,
    @Nullable String status) {

  public static final String DEPRECATED = "deprecated";
  public static final RecallFilter NONE = new RecallFilter(null, null);

  public RecallFilter(@Nullable String type, @Nullable String session) {
    this(type, session, null, null, null, null, null);
  }
}
