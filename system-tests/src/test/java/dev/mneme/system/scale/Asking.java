package dev.mneme.system.scale;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Assistants that keep asking some instances about every subject, and compare each answer with what
 * the log folds to.
 */
final class Asking implements AutoCloseable {

  private final List<Instance> asked;
  private final Map<String, List<String>> expected;
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger degraded = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger wrong = new AtomicInteger();
  private final Thread thread = Thread.ofPlatform().name("assistants").unstarted(this::run);
  private volatile String firstWrong = "";
  private volatile boolean over;

  Asking(List<Instance> asked, Map<String, List<String>> expected) {
    this.asked = List.copyOf(asked);
    this.expected = Map.copyOf(expected);
    thread.start();
  }

  private void run() {
    while (!over) {
      for (Map.Entry<String, List<String>> each : expected.entrySet()) {
        for (Instance instance : asked) {
          if (!over) {
            ask(instance, each.getKey(), each.getValue());
          }
        }
      }
    }
  }

  private void ask(Instance instance, String subject, List<String> memories) {
    try {
      Instance.Answer answer = instance.latest(subject);
      answered.incrementAndGet();
      if (answer.status() != 200) {
        failed.incrementAndGet();
      } else if (!answer.degraded().isEmpty()) {
        degraded.incrementAndGet();
      } else if (!answer.texts().equals(memories)) {
        wrong.incrementAndGet();
        firstWrong = "%s answered %s, not %s".formatted(instance.part(), answer, memories);
      }
    } catch (IOException e) {
      failed.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      over = true;
    }
  }

  int answered() {
    return answered.get();
  }

  int degraded() {
    return degraded.get();
  }

  int failed() {
    return failed.get();
  }

  int wrong() {
    return wrong.get();
  }

  String firstWrong() {
    return firstWrong;
  }

  @Override
  public void close() {
    over = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
