package dev.mneme.reader.embedding;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vectors of questions, each within a budget. A question that was asked before is remembered; one
 * whose vector came too late is remembered for the next time.
 *
 * <p>Threads of its own and a short queue: a model that hangs holds two threads and a few
 * questions, never a recall.
 */
public final class QueryEmbeddings implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(QueryEmbeddings.class);
  private static final int THREADS = 2;
  private static final int WAITING = 16;

  private final Embedder embedder;
  private final Duration budget;
  private final Map<String, float[]> known;
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicLong late = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          1,
          TimeUnit.MINUTES,
          new ArrayBlockingQueue<>(WAITING),
          task -> Thread.ofPlatform().name("embed-query").daemon().unstarted(task));

  /**
   * @param budget how long a recall waits for the vector of its question
   * @param remembered most questions whose vectors are kept
   */
  public QueryEmbeddings(Embedder embedder, Duration budget, int remembered) {
    this.embedder = embedder;
    this.budget = budget;
    this.known =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
            return size() > remembered;
          }
        };
  }

  /** A question whose vector is being computed. */
  public final class Asked {

    private final CompletableFuture<float[]> vector;
    private final long deadline;

    private Asked(CompletableFuture<float[]> vector, long deadline) {
      this.vector = vector;
      this.deadline = deadline;
    }

    /**
     * The vector if it is there in time; that it is late or failed is counted by {@link #await}.
     */
    public Optional<float[]> await(long deadlineNanos) throws InterruptedException {
      try {
        return Optional.of(
            vector.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS));
      } catch (TimeoutException | ExecutionException e) {
        return Optional.empty();
      }
    }

    /** Waits for what is left of the budget. */
    public QueryVector await() {
      try {
        long left = Math.max(0, deadline - System.nanoTime());
        return new QueryVector.Ready(vector.get(left, TimeUnit.NANOSECONDS));
      } catch (TimeoutException e) {
        late.incrementAndGet();
        return new QueryVector.Late();
      } catch (ExecutionException e) {
        failed.incrementAndGet();
        log.debug("question not embedded", e);
        return new QueryVector.Failed();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new QueryVector.Late();
      }
    }
  }

  /** Begins to compute; what else there is to do can be done meanwhile. */
  public Asked ask(String question) {
    long deadline = System.nanoTime() + budget.toNanos();
    float[] remembered;
    synchronized (known) {
      remembered = known.get(question);
    }
    if (remembered != null) {
      return new Asked(CompletableFuture.completedFuture(remembered), deadline);
    }
    CompletableFuture<float[]> vector = new CompletableFuture<>();
    asked.incrementAndGet();
    vector.whenComplete((_, _) -> asked.decrementAndGet());
    try {
      threads.execute(() -> compute(question, vector));
    } catch (RejectedExecutionException e) {
      vector.completeExceptionally(e);
    }
    return new Asked(vector, deadline);
  }

  private void compute(String question, CompletableFuture<float[]> vector) {
    try {
      float[] computed = embedder.embed(question);
      synchronized (known) {
        known.put(question, computed);
      }
      vector.complete(computed);
    } catch (EmbeddingFailure | RuntimeException | Error e) {
      vector.completeExceptionally(e);
    }
  }

  /** Of the model that computes them. */
  public String model() {
    return embedder.model();
  }

  /** Whether a question waits for the model now. */
  public boolean busy() {
    return asked.get() > 0;
  }

  /** Questions whose vectors came too late, since the start. */
  public long late() {
    return late.get();
  }

  /** Questions that could not be embedded, since the start. */
  public long failed() {
    return failed.get();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
