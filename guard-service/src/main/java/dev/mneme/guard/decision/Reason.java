package dev.mneme.guard.decision;

/** Why a scope is in its mode, in the word operators search for and services see on the topic. */
public enum Reason {
  BASE("base"),
  UNAUTHORIZED("unauthorized"),
  CONSECUTIVE_FAILURES("consecutive_failures"),
  SLOW_CALLS("slow_calls"),
  PROBE_FAILED("probe_failed"),
  STATE_LOST("state_lost"),
  FORCED("forced"),
  RETURNING("returning");

  private final String word;

  Reason(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /**
   * @throws IllegalArgumentException when there is no such reason
   */
  public static Reason ofWord(String word) {
    for (Reason reason : values()) {
      if (reason.word.equals(word)) {
        return reason;
      }
    }
    throw new IllegalArgumentException("no reason is called " + word);
  }
}
