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
   * @param cleared opens when the fault is taken back, which ends every hang at once
   */
  private record Injected(Fault fault, CountDownLatch cleared) {}

  public FaultyLayer(RecallLayer layer) {
    this.layer = layer;
  }

  public void inject(Fault fault) {
    clear();
    injected = new Injected(fault, new CountDownLatch(1));
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
    return now == null ? Optional.empty() : Optional.of(now.fault());
  }

  /** How many calls have reached the layer, whether they failed on purpose or not. */
  public long calls() {
    return calls.sum();
  }

  @Override
  public Recollection recall(RecallQuery query, Duration within) throws LayerFailure {
    calls.increment();
    Injected now = injected;
    if (now == null) {
      return layer.recall(query, within);
    }
    throw switch (now.fault()) {
      case TIMEOUT -> hang(now);
      case UNAUTHORIZED ->
          new LayerFailure(LayerFailure.Kind.UNAUTHORIZED, "made to refuse, for a drill");
      case SERVER_ERROR ->
          new LayerFailure(LayerFailure.Kind.SERVER_ERROR, "made to fail, for a drill");
    };
  }

  private static LayerFailure hang(Injected now) {
    try {
      if (now.cleared().await(LONGEST_HANG.toMillis(), TimeUnit.MILLISECONDS)) {
        return new LayerFailure(LayerFailure.Kind.TIMEOUT, "made to hang until it was taken back");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new LayerFailure(LayerFailure.Kind.TIMEOUT, "made to hang, for a drill");
  }
}
