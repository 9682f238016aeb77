package dev.mneme.cli.eval;

import java.util.List;

/**
 * An answer with where it is from.
 *
 * @param provenances of its results, in their order; empty where recall was not blended
 * @param semantic whether concepts took part, as the answer says it; empty where it says nothing
 */
public record BlendedAnswer(Answered answered, List<String> provenances, String semantic) {

  public BlendedAnswer {
    provenances = List.copyOf(provenances);
  }
}
