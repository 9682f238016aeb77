package dev.mneme.cli.demo;

/**
 * One step of the story.
 *
 * @param title what is claimed
 * @param act does it, and returns only when it was seen to be true
 */
record Scene(String title, Act act) {

  /** What is done on the stage, telling what is seen. */
  @FunctionalInterface
  interface Act {

    void play(Stage stage, Teller teller) throws Exception;
  }
}
