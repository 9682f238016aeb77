package dev.mneme.system.monitoring;

import dev.mneme.cli.CommandFailure;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.cli.load.LoadPlan;
import dev.mneme.cli.load.LoadReport;
import dev.mneme.cli.load.LoadRun;
import dev.mneme.cli.load.Scenario;
import dev.mneme.cli.smoke.Deployment;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The load of {@code mneme load} for as long as drills need it, whatever it is answered; and,
 * beside it, the requests that only panels of errors and of other families are about.
 */
final class Load implements AutoCloseable {

  private static final Duration LONGER_THAN_ANY_DRILL = Duration.ofMinutes(30);
  private static final Duration BETWEEN = Duration.ofMillis(2500);
  private static final Duration ENDS = Duration.ofSeconds(120);
  private static final double USUAL_RATE = 8;
  private static final double OF_ONE = 4;
  private static final int LETTERS = 6;

  private final String writer;
  private final JsonHttp http;
  private final LoadRun run;
  private final Thread asking;
  private final Thread others;
  private final boolean verifying;
  private volatile boolean ending;
  private volatile Optional<LoadReport> report = Optional.empty();

  private Load(Stack stack, Scenario scenario, double rate, boolean verifying) {
    this.verifying = verifying;
    this.writer = stack.ports().http(PartName.WRITER);
    this.http = new JsonHttp(() -> stack.bearer("default").substring("Bearer ".length()));
    LoadPlan plan =
        new LoadPlan(
            scenario,
            1,
            rate,
            LONGER_THAN_ANY_DRILL,
            LoadPlan.usualSubjects(rate, LONGER_THAN_ANY_DRILL));
    this.run =
        new LoadRun(
            http,
            Deployment.of(stack.ports()),
            plan,
            UUID.randomUUID().toString().substring(0, LETTERS),
            _ -> {});
    this.asking = Thread.ofVirtual().start(this::ask);
    this.others = Thread.ofVirtual().start(this::askOtherwise);
  }

  /** As assistants do; when it is closed, it looks whether what was acknowledged is so. */
  static Load on(Stack stack) {
    return new Load(stack, Scenario.MIXED, USUAL_RATE, true);
  }

  /** Many that store, so that those who are made to wait are soon more than those who were not. */
  static Load crowd(Stack stack, int storing) {
    return new Load(stack, Scenario.STORE, storing * OF_ONE, false);
  }

  /** Empty while it asks, and when what was written could not be read. */
  Optional<LoadReport> report() {
    return report;
  }

  private void ask() {
    try {
      if (verifying) {
        report = Optional.of(run.run(false));
      } else {
        run.ask();
      }
    } catch (CommandFailure e) {
      // a service is away: that is what some drills are about
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void askOtherwise() {
    try {
      for (int number = 0; !ending; number++) {
        try {
          String subject = "hs_%043d".formatted(number % 10);
          http.post(
              writer + "/v1/cohort/store",
              Map.of(
                  "subject",
                  subject,
                  "text",
                  "Note %d of many, %d".formatted(number, System.nanoTime())));
          http.post(writer + "/v1/personal/store", Map.of("subject", subject));
          http.delete(writer + "/v1/personal/forget?subject=" + subject);
        } catch (CommandFailure e) {
          // as above
        }
        Thread.sleep(BETWEEN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ending = true;
    run.end();
    try {
      others.join(ENDS);
      asking.join(ENDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.close();
  }
}
