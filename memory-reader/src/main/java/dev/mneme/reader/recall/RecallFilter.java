package dev.mneme.reader.recall;

import org.jspecify.annotations.Nullable;

/** Narrows a recall to memories of one type or one session; null means any. */
public record RecallFilter(@Nullable String type, @Nullable String session) {

  public static final RecallFilter NONE = new RecallFilter(null, null);
}
