package dev.mneme.system.monitoring;

import dev.mneme.cli.CommandFailure;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What assistants ask for, a few times a second, whatever they are answered. */
final class Load implements AutoCloseable {

  private static final Duration BETWEEN = Duration.ofMillis(250);
  private static final Duration ENDS = Duration.ofSeconds(30);
  private static final int SUBJECTS = 50;
  private static final int SELDOM = 10;

  private final String writer;
  private final String reader;
  private final JsonHttp http;
  private final List<Thread> callers;
  private volatile boolean ending;

  private Load(Stack stack, int storing, int recalling) {
    this.writer = stack.ports().http(PartName.WRITER);
    this.reader = stack.ports().http(PartName.READER);
    this.http = new JsonHttp(() -> stack.bearer("default").substring("Bearer ".length()));
    this.callers =
        Stream.concat(
                IntStream.range(0, storing).mapToObj(n -> caller(this::store, n)),
                IntStream.range(0, recalling).mapToObj(n -> caller(this::recall, n)))
            .toList();
    callers.forEach(Thread::start);
  }

  /** One that stores and one that recalls. */
  static Load on(Stack stack) {
    return new Load(stack, 1, 1);
  }

  /** Many that store, so that those who are made to wait are soon more than those who were not. */
  static Load crowd(Stack stack, int storing) {
    return new Load(stack, storing, 0);
  }

  private interface Turn {
    void take(int number) throws CommandFailure, InterruptedException;
  }

  private Thread caller(Turn turn, int first) {
    return Thread.ofVirtual()
        .unstarted(
            () -> {
              try {
                for (int number = first; !ending; number++) {
                  take(turn, number);
                  Thread.sleep(BETWEEN);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private static void take(Turn turn, int number) throws InterruptedException {
    try {
      turn.take(number);
    } catch (CommandFailure e) {
      // a service is away: that is what some drills are about
    }
  }

  private void store(int number) throws CommandFailure, InterruptedException {
    String family = number % 2 == 0 ? "personal" : "cohort";
    http.post(
        "%s/v1/%s/store".formatted(writer, family),
        Map.of(
            "subject",
            subject(number),
            "text",
            "Note %d of %d for ada%d@example.com".formatted(number, System.nanoTime(), number)));
    if (number % SELDOM == 0) {
      http.post(writer + "/v1/personal/store", Map.of("subject", subject(number)));
      http.delete(writer + "/v1/personal/forget?subject=" + subject(number));
    }
  }

  private void recall(int number) throws CommandFailure, InterruptedException {
    http.get(reader + "/v1/personal/recall?subject=" + subject(number));
    http.post(
        reader + "/v1/personal/recall",
        Map.of("subject", subject(number), "query", "note " + number));
  }

  private static String subject(int number) {
    return "hs_%043d".formatted(number % SUBJECTS);
  }

  @Override
  public void close() {
    ending = true;
    try {
      for (Thread caller : callers) {
        caller.join(ENDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.close();
  }
}
