package dev.mneme.cli.drill;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What has to be put back, each thing once, the last first, whatever happened: at the end of a
 * drill, when it fails, and when it is interrupted.
 */
public final class Undo {

  /** Puts one thing back. */
  @FunctionalInterface
  public interface Step {
    void run() throws Exception;
  }

  private record Named(String what, Step step) {}

  private final Deque<Named> steps = new ArrayDeque<>();
  private boolean over;

  /**
   * Changes something that is put back later, also when the change was only begun.
   *
   * @throws IllegalStateException when everything was put back already: nothing is changed then
   */
  public synchronized void change(String what, Step back, Step forth) throws Exception {
    if (over) {
      throw new IllegalStateException("the drill was interrupted");
    }
    steps.push(new Named(what, back));
    forth.run();
  }

  /** What could not be put back; empty when everything was. Nothing is changed any more. */
  public synchronized List<String> run() {
    over = true;
    List<String> left = new ArrayList<>();
    while (!steps.isEmpty()) {
      Named next = steps.pop();
      try {
        next.step().run();
      } catch (Exception e) {
        left.add("%s (%s)".formatted(next.what(), e.getMessage()));
      }
    }
    return left;
  }
}
