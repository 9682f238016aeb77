package dev.mneme.cli.smoke;

import dev.mneme.cli.CommandFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Looks at everything for as long as there is time. */
public final class SmokeRun {

  private final Outside outside;
  private final boolean readOnly;
  private final Duration within;

  /**
   * @param within after which nothing more is begun
   */
  public SmokeRun(Outside outside, boolean readOnly, Duration within) {
    this.outside = outside;
    this.readOnly = readOnly;
    this.within = within;
  }

  /**
   * A check that fails keeps none of the others from being looked at. Those that only look do so
   * beside each other; those that write, one after the other behind them.
   */
  public List<Checked> run(List<SmokeCheck> checks, Consumer<Checked> told)
      throws InterruptedException {
    long end = System.nanoTime() + within.toNanos();
    List<Checked> results = new ArrayList<>();
    try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Checked>> looks =
          checks.stream()
              .filter(check -> !check.writes())
              .map(check -> beside.submit(() -> timely(check, end)))
              .toList();
      for (Future<Checked> look : looks) {
        tell(look.get(), results, told);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a check ends with what it saw", e);
    }
    if (!readOnly) {
      for (SmokeCheck check : checks) {
        if (check.writes()) {
          tell(timely(check, end), results, told);
        }
      }
    }
    return results;
  }

  private static void tell(Checked checked, List<Checked> results, Consumer<Checked> told) {
    results.add(checked);
    told.accept(checked);
  }

  private Checked timely(SmokeCheck check, long end) throws InterruptedException {
    return System.nanoTime() > end
        ? new Checked(check.name(), false, "not looked at: the time was over", 0)
        : looked(check);
  }

  private Checked looked(SmokeCheck check) throws InterruptedException {
    long begun = System.nanoTime();
    boolean passed = false;
    String detail;
    try {
      detail = check.look().at(outside);
      passed = true;
    } catch (InterruptedException e) {
      throw e;
    } catch (CommandFailure e) {
      detail = e.sentence();
    } catch (Exception e) {
      detail = String.valueOf(e.getMessage());
    }
    return new Checked(
        check.name(), passed, detail, Duration.ofNanos(System.nanoTime() - begun).toMillis());
  }
}
