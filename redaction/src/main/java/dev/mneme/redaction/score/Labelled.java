package dev.mneme.redaction.score;

import dev.mneme.redaction.Finding;
import java.util.List;

/**
 * A text somebody has marked the personal data of.
 *
 * @param language as a two-letter code, or empty if it is not known
 * @param clean whether nothing at all is marked in it, not even of a type we do not know
 */
public record Labelled(String text, List<Finding> spans, String language, boolean clean) {
  public Labelled {
    spans = List.copyOf(spans);
  }
}
