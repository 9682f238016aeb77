package dev.mneme.reader.fault;

import dev.mneme.reader.recall.LayerFailure;
import dev.mneme.reader.recall.RecallLayer;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.recall.Recollection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A layer that fails when told to, and counts every call that reaches it, so that a drill can show
 * that a layer taken out of the read path is really left alone.
 */
public final class FaultyLayer implements RecallLayer {

  /** A layer that hangs answers some day; callers that gave up must not add up for ever. */
  private static final Duration LONGEST_HANG = Duration.ofSeconds(2);

  private final RecallLayer layer;
  private final LongAdder calls = new LongAdder();
  private volatile @Nullable Injected injected;

  /**
   * @param until when it ends by itself, by the nanosecond clock
   * @param cleared opens when the fault is taken back, which ends every hang at once
   */
  private record Injected(Fault fault, Duration delay, long until, CountDownLatch cleared) {

    boolean isOver() {
      return System.nanoTime() - until > 0;
    }
  }

  public FaultyLayer(RecallLayer layer) {
    this.layer = layer;
  }

  /** Until it is taken back. */
  public void inject(Fault fault) {
    inject(fault, LONGEST_HANG, Duration.ofDays(1));
  }

  /**
   * @param delay how much later it answers, with {@link Fault#LATENCY}
   * @param time after which it ends by itself: who injected it may be gone
   */
  public void inject(Fault fault, Duration delay, Duration time) {
    clear();
    injected =
        new Injected(fault, delay, System.nanoTime() + time.toNanos(), new CountDownLatch(1));
  }

  public void clear() {
    Injected before = injected;
    injected = null;
    if (before != null) {
      before.cleared().countDown();
    }
  }

  public Optional<Fault> fault() {
    Injected now = injected;
    return now == null || now.isOver() ? Optional.empty() : Optional.of(now.fault());
  }

  /** How many calls have reached the layer, whether they failed on purpose or not. */
  public long calls() {
    return calls.sum();
  }

  @Override
  public Recollection recall(RecallQuery query, Duration within) throws LayerFailure {
    calls.increment();
    Injected now = injected;
    if (now == null || now.isOver()) {
      return layer.recall(query, within);
    }
    return switch (now.fault()) {
      case TIMEOUT -> throw hang(now);
      case UNAUTHORIZED ->
          throw new LayerFailure(LayerFailure.Kind.UNAUTHORIZED, "made to refuse, for a drill");
      case SERVER_ERROR ->
          throw new LayerFailure(LayerFailure.Kind.SERVER_ERROR, "made to fail, for a drill");
      case LATENCY -> {
        stay(now, now.delay());
        yield layer.recall(query, within);
      }
    };
  }

  private static LayerFailure hang(Injected now) {
    return new LayerFailure(
        LayerFailure.Kind.TIMEOUT,
        stay(now, LONGEST_HANG)
            ? "made to hang until it was taken back"
            : "made to hang, for a drill");
  }

  /** True when the fault was taken back before the time was over. */
  private static boolean stay(Injected now, Duration time) {
    try {
      return now.cleared().await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
