package dev.mneme.guard.decision;

import java.time.Instant;
import java.util.List;

/** What a count says about going on with a layer. */
sealed interface Verdict {

  /** Reads may go on. */
  record Bearable(String because) implements Verdict {}

  /**
   * Reads must leave.
   *
   * @param evidence where the outcomes stand that it rests on
   * @param notBefore the layer asked to be left alone until then
   */
  record Condemned(Reason reason, String because, List<Position> evidence, Instant notBefore)
      implements Verdict {}
}
