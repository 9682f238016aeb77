package dev.mneme.cli.drill;

import dev.mneme.cli.demo.Teller;

/**
 * One drill.
 *
 * @param name by which it is run
 * @param claim what it shows, in a sentence
 * @param act does it, and returns only when what it claims was seen to be true
 */
public record Drill(String name, String claim, Act act) {

  /** What is done, and what is seen of it. */
  @FunctionalInterface
  public interface Act {

    void play(Ground ground, Teller teller) throws Exception;
  }
}
