package dev.mneme.guard.rollout.evidence;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Operations that a reader refuses because too many of their requests broke the promise, as last
 * heard since the step began. A reader says so each second for as long as it lasts.
 *
 * @param operations their labels; none when none was heard of
 * @param heard when; none when none was
 */
public record OpenBreakers(List<String> operations, @Nullable Instant heard) {

  public static final OpenBreakers NONE = new OpenBreakers(List.of(), null);

  public OpenBreakers {
    operations = List.copyOf(operations);
  }
}
