package dev.mneme.cli.eval;

import java.util.Set;

/**
 * A question about a conversation.
 *
 * @param category 1 to 4 have an answer; 5 has none
 * @param evidence names of the turns that answer it
 */
public record LabelledQuestion(
    String conversation, String id, String question, int category, Set<String> evidence) {

  /** Questions of this category ask for what was never said. */
  public static final int UNANSWERABLE = 5;

  public LabelledQuestion {
    evidence = Set.copyOf(evidence);
  }

  public boolean isAnswerable() {
    return category != UNANSWERABLE;
  }
}
