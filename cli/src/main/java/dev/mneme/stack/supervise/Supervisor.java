package dev.mneme.stack.supervise;

import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.stack.StackFailure;
import dev.mneme.stack.StackListener;
import dev.mneme.stack.StackSettings;
import dev.mneme.stack.Step;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns a stack until it is told to end by a signal. Until the command that started it says that it
 * may go on alone, the end of that command is the end of the stack.
 */
public final class Supervisor {

  private static final Logger log = LoggerFactory.getLogger(Supervisor.class);

  private final StackSettings settings;
  private final InputStream starter;
  private final PrintStream reports;
  private final CountDownLatch detached = new CountDownLatch(1);

  public Supervisor(StackSettings settings, InputStream starter, PrintStream reports) {
    this.settings = settings;
    this.starter = starter;
    this.reports = reports;
  }

  /** Runs the stack to its end. Returns the exit code. */
  public int run() {
    OrderlyEnd end = OrderlyEnd.ofThisThread();
    Thread.ofPlatform().name("starter").daemon().start(() -> listenToStarter(end));
    try {
      return own();
    } finally {
      end.reached();
    }
  }

  private int own() {
    Instant from = Instant.now();
    try (Stack stack = Stack.start(settings, new Reporting())) {
      long millis = Duration.between(from, Instant.now()).toMillis();
      log.info("stack ready ports={} millis={}", stack.ports().base(), millis);
      report(new Report.Ready(ProcessHandle.current().pid(), millis));
      if (!detached.await(30, TimeUnit.SECONDS)) {
        log.warn("stack stopped reason=starter-said-nothing");
        return 1;
      }
      new CountDownLatch(1).await();
      return 0;
    } catch (StackFailure e) {
      log.error("stack failed reason=\"{}\"", e.sentence(), e);
      report(new Report.Failed(e.sentence()));
      return 1;
    } catch (InterruptedException e) {
      log.info("stack stopped home={}", settings.layout().home());
      return detached.getCount() == 0 ? 0 : 1;
    } catch (RuntimeException e) {
      log.error("stack failed", e);
      report(
          new Report.Failed(
              "The stack failed in a way that is not foreseen (%s): see %s"
                  .formatted(e, settings.layout().supervisorLog())));
      return 1;
    }
  }

  private void listenToStarter(OrderlyEnd end) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(starter, StandardCharsets.UTF_8))) {
      String line = in.readLine();
      if (Report.DETACH.equals(line)) {
        detached.countDown();
        return;
      }
    } catch (IOException e) {
      log.warn("starter lost reason=\"{}\"", e.toString());
    }
    log.warn("stack stops reason=starter-ended");
    end.request();
  }

  private synchronized void report(Report report) {
    reports.println(report.line());
    reports.flush();
  }

  private final class Reporting implements StackListener {

    @Override
    public void began(Step step) {
      report(new Report.Began(step.label()));
    }

    @Override
    public void done(Step step, Duration took) {
      log.info("step done step={} millis={}", step.label(), took.toMillis());
      report(new Report.Done(step.label(), took.toMillis()));
    }

    @Override
    public void ended(PartName part, int exitCode) {
      log.error("part ended part={} code={}", part, exitCode);
    }

    @Override
    public void cleanedUp(String what) {
      log.warn("cleaned up what=\"{}\"", what);
      report(new Report.CleanedUp(what));
    }
  }
}
