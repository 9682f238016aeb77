package dev.mneme.cli.demo;

/**
 * A step of the story was not seen to be true. The message says what was expected and what there
 * was.
 */
public final class NotSeen extends Exception {

  private static final long serialVersionUID = 1L;

  public NotSeen(String sentence) {
    super(sentence);
  }

  public static void unless(boolean seen, String expected, Object found) throws NotSeen {
    if (!seen) {
      throw new NotSeen("expected %s, but saw %s".formatted(expected, found));
    }
  }
}
