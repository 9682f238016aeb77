package dev.mneme.cli.drill;

import dev.mneme.cli.demo.NotSeen;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Callers who ask on and on until they are told to stop, or one of them is not answered. */
final class Asking implements AutoCloseable {

  private final AtomicLong answered = new AtomicLong();
  private final List<Thread> callers;
  private volatile @Nullable Exception unanswered;
  private volatile boolean over;

  /**
   * @param question throws when it is not answered as it should be
   */
  Asking(int callers, Callable<?> question) {
    this.callers =
        IntStream.range(0, callers)
            .mapToObj(_ -> Thread.ofVirtual().name("asking").start(() -> ask(question)))
            .toList();
  }

  private void ask(Callable<?> question) {
    while (!over && unanswered == null) {
      try {
        question.call();
        answered.incrementAndGet();
      } catch (Exception e) {
        unanswered = e;
      }
    }
  }

  /** How many were answered until now. */
  long answered() throws NotSeen {
    Exception wrong = unanswered;
    if (wrong != null) {
      throw new NotSeen("expected that every recall is answered, but " + wrong.getMessage());
    }
    return answered.get();
  }

  /** Waits for the questions that are under way, each of which has a bound. */
  @Override
  public void close() {
    over = true;
    try {
      for (Thread caller : callers) {
        caller.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
