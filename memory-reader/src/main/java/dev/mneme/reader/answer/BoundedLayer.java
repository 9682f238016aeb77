package dev.mneme.reader.answer;

import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.recall.LayerFailure;
import dev.mneme.reader.recall.RecallLayer;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.recall.Recollection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a layer for at most so long, with at most so many calls in it at once.
 *
 * <p>A call that does not return in time goes on in its own virtual thread and keeps its place
 * until it ends: a layer that hangs holds as many threads as there are places, and no more.
 */
public final class BoundedLayer {

  private static final Logger log = LoggerFactory.getLogger(BoundedLayer.class);

  private final Layer name;
  private final RecallLayer layer;
  private final Semaphore places;

  public BoundedLayer(Layer name, RecallLayer layer, int places) {
    this.name = name;
    this.layer = layer;
    this.places = new Semaphore(places);
  }

  public Attempt ask(RecallQuery query, Duration within) {
    if (!places.tryAcquire()) {
      return new Attempt.NotAsked("too many calls are waiting for the " + name.label() + " layer");
    }
    long start = System.nanoTime();
    CompletableFuture<Recollection> answer = call(query, within);
    try {
      Recollection recollection = answer.get(within.toNanos(), TimeUnit.NANOSECONDS);
      return new Attempt.Answered(recollection, since(start));
    } catch (TimeoutException e) {
      return new Attempt.Failed(
          LayerFailure.Kind.TIMEOUT,
          "the %s layer did not answer in %d ms".formatted(name.label(), within.toMillis()),
          since(start));
    } catch (ExecutionException e) {
      return failed(e.getCause(), since(start));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Attempt.NotAsked("the recall was interrupted");
    }
  }

  private CompletableFuture<Recollection> call(RecallQuery query, Duration within) {
    CompletableFuture<Recollection> answer = new CompletableFuture<>();
    try {
      Thread.ofVirtual()
          .name("recall-" + name.label())
          .start(
              () -> {
                try {
                  answer.complete(layer.recall(query, within));
                } catch (LayerFailure | RuntimeException | Error e) {
                  answer.completeExceptionally(e);
                } finally {
                  places.release();
                }
              });
    } catch (RuntimeException | Error e) {
      places.release();
      throw e;
    }
    return answer;
  }

  private Attempt failed(Throwable cause, Duration took) {
    if (cause instanceof LayerFailure failure) {
      log.debug("layer failed layer={} kind={}", name.label(), failure.kind().label(), failure);
      return new Attempt.Failed(
          failure.kind(), "the %s layer: %s".formatted(name.label(), failure.getMessage()), took);
    }
    log.error("layer broke layer={}", name.label(), cause);
    return new Attempt.Failed(
        LayerFailure.Kind.SERVER_ERROR, "the %s layer broke".formatted(name.label()), took);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
