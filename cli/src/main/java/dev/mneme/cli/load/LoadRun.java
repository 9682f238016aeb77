package dev.mneme.cli.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.CommandFailure;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.cli.smoke.Deployment;
import dev.mneme.outcomes.LatencyHistogram;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Asks as a plan says, and afterwards looks whether everything that was acknowledged is so. A
 * request's time begins when it was due, not when there was room to send it.
 */
public final class LoadRun {

  private static final int MOST_UNDER_WAY = 256;
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(30);
  private static final Duration VISIBLE = Duration.ofSeconds(90);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
  private static final Duration TOLD = Duration.ofSeconds(10);
  private static final int LOOKS = 60;

  private final JsonHttp http;
  private final Deployment deployment;
  private final LoadPlan plan;
  private final Consumer<String> progress;
  private final Acknowledged acknowledged = new Acknowledged();
  private final Asking asking;
  private final Map<Act, Map<Integer, Long>> statuses = new EnumMap<>(Act.class);
  private final Map<Act, LatencyHistogram> latencies = new EnumMap<>(Act.class);
  private final Semaphore room = new Semaphore(MOST_UNDER_WAY);
  private final LongAdder notBegun = new LongAdder();
  private volatile boolean ending;

  /**
   * @param run six letters or digits that no other run has
   */
  public LoadRun(
      JsonHttp http, Deployment deployment, LoadPlan plan, String run, Consumer<String> progress) {
    this.http = http;
    this.deployment = deployment;
    this.plan = plan;
    this.progress = progress;
    this.asking = new Asking(http, deployment, run, acknowledged);
  }

  /**
   * @param soak look what the services hold meanwhile; judged from five minutes on
   */
  public LoadReport run(boolean soak) throws CommandFailure, InterruptedException {
    Instant began = Instant.now();
    Holdings holdings = new Holdings(http, deployment);
    Thread watching = soak ? Thread.ofVirtual().start(() -> watch(holdings)) : null;
    try {
      ask();
    } finally {
      ending = true;
      if (watching != null) {
        watching.interrupt();
        watching.join();
      }
    }
    progress.accept("asked; looking whether what was acknowledged is so");
    Verified verified = verify();
    clear();
    Map<String, Tally> acts = new TreeMap<>();
    synchronized (this) {
      statuses.forEach(
          (act, each) ->
              acts.put(
                  act.label(),
                  new Tally(each, latencies.getOrDefault(act, new LatencyHistogram()).counts())));
    }
    return new LoadReport(
        plan.scenario().label(),
        plan.seed(),
        plan.rate(),
        plan.duration().toMillis(),
        plan.subjects(),
        began.toString(),
        acts,
        notBegun.sum(),
        verified,
        holdings.growth(plan.duration().compareTo(Growth.SHORTEST) >= 0));
  }

  /** Ends the asking early; what was acknowledged is still looked at. */
  public void end() {
    ending = true;
  }

  /** Only asks, for whoever makes services fail meanwhile and looks at something else. */
  public void ask() throws InterruptedException {
    Arrivals arrivals = new Arrivals(plan);
    long start = System.nanoTime();
    long tell = start + TOLD.toNanos();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      while (arrivals.hasNext() && !ending) {
        Arrival arrival = arrivals.next();
        long due = start + arrival.atNanos();
        long early = due - System.nanoTime();
        if (early > 0) {
          TimeUnit.NANOSECONDS.sleep(early);
        }
        if (room.tryAcquire()) {
          callers.execute(() -> take(arrival, due));
        } else {
          notBegun.increment();
        }
        if (System.nanoTime() > tell) {
          progress.accept(
              "%d s: %d asked, %d stored"
                  .formatted(
                      TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
                      arrival.number() + 1,
                      acknowledged.written()));
          tell += TOLD.toNanos();
        }
      }
      callers.shutdown();
      if (!callers.awaitTermination(LAST_ANSWERS.toSeconds(), TimeUnit.SECONDS)) {
        callers.shutdownNow();
      }
    }
  }

  private void take(Arrival arrival, long due) {
    int status = 0;
    try {
      status = asking.take(arrival);
    } catch (CommandFailure e) {
      // no answer: that is what the load is there to count
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      room.release();
      count(arrival.act(), status, System.nanoTime() - due);
    }
  }

  private synchronized void count(Act act, int status, long nanos) {
    statuses.computeIfAbsent(act, _ -> new TreeMap<>()).merge(status, 1L, Long::sum);
    if (!Tally.isError(status)) {
      latencies
          .computeIfAbsent(act, _ -> new LatencyHistogram())
          .addMicros(TimeUnit.NANOSECONDS.toMicros(nanos));
    }
  }

  private void watch(Holdings holdings) {
    Duration between =
        plan.duration().dividedBy(LOOKS).compareTo(LOOK_AGAIN) > 0
            ? plan.duration().dividedBy(LOOKS)
            : LOOK_AGAIN;
    try {
      while (!ending) {
        holdings.look();
        Thread.sleep(between);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What cannot be forgotten now is left: nobody but this run knows of it. */
  private void clear() throws InterruptedException {
    try {
      for (String subject : acknowledged.subjects()) {
        asking.clear(subject);
      }
    } catch (CommandFailure e) {
      progress.accept("what was written could not be forgotten: " + e.sentence());
    }
  }

  /** What was accepted and not done yet, and a service that is starting, have time until then. */
  private Verified verify() throws CommandFailure, InterruptedException {
    long end = System.nanoTime() + VISIBLE.toNanos();
    while (true) {
      try {
        Verified verified = look();
        if (verified.holds() || System.nanoTime() > end) {
          return verified;
        }
      } catch (CommandFailure e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
      Thread.sleep(LOOK_AGAIN);
    }
  }

  private Verified look() throws CommandFailure, InterruptedException {
    long lost = 0;
    long returned = 0;
    long unredacted = 0;
    for (String subject : acknowledged.subjects()) {
      Set<String> shown = new HashSet<>();
      for (JsonNode item : asking.shown(subject)) {
        shown.add(item.path("id").asText());
        unredacted += item.path("text").asText().contains("@") ? 1 : 0;
      }
      lost += acknowledged.missing(subject, shown);
      returned += acknowledged.returned(subject, shown);
    }
    return new Verified(
        acknowledged.written(), acknowledged.forgotten(), lost, returned, unredacted);
  }
}
