package dev.mneme.reader.embedding;

import dev.mneme.events.MemoryEmbedding;
import dev.mneme.reader.embedding.Missing.Wanted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes the vectors that are missing, one at a time, off the path of every request.
 *
 * <p>It asks what is missing instead of being told: nothing can be lost on the way, there is no
 * queue to overflow, and a rebuild computes nothing again, as its vectors come from their topic.
 */
public final class EmbeddingWorker implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EmbeddingWorker.class);
  private static final int AT_ONCE = 256;

  /** Most vectors that the log has not taken yet: beyond them the broker is waited for. */
  private static final int UNTAKEN = 128;

  private static final Duration IDLE = Duration.ofMillis(100);
  private static final Duration STUCK = Duration.ofSeconds(1);
  private static final Duration UNUSABLE = Duration.ofSeconds(30);
  private static final Duration GIVE_WAY = Duration.ofMillis(1);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  /** After it a vector that was handed over but has not come back is computed again. */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(30);

  /** A text that the model cannot take is not tried again sooner. */
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(5);

  private final Embedder embedder;
  private final Missing.Survey survey;
  private final VectorLog vectors;
  private final QueryEmbeddings questions;
  private final InstantSource clock;
  private final Map<String, Instant> leaveAlone = new ConcurrentHashMap<>();
  private final Semaphore untaken = new Semaphore(UNTAKEN);
  private final AtomicLong computed = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final Thread thread =
      Thread.ofPlatform().name("embed-memories").daemon().unstarted(this::run);
  private volatile long waiting;
  private volatile boolean closing;

  public EmbeddingWorker(
      Embedder embedder,
      Missing.Survey survey,
      VectorLog vectors,
      QueryEmbeddings questions,
      InstantSource clock) {
    this.embedder = embedder;
    this.survey = survey;
    this.vectors = vectors;
    this.questions = questions;
    this.clock = clock;
  }

  public void start() {
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.start();
  }

  /** Memories here that are without a vector, as of the last look. */
  public long waiting() {
    return waiting;
  }

  /** Vectors computed since the start. */
  public long computed() {
    return computed.get();
  }

  /** Texts that the model could not take, since the start. */
  public long failures() {
    return failures.get();
  }

  private void run() {
    try {
      while (!closing && !prepared()) {
        Thread.sleep(UNUSABLE);
      }
      while (!closing) {
        if (!round()) {
          Thread.sleep(waiting == 0 ? IDLE : STUCK);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean prepared() {
    try {
      embedder.prepare();
      log.info("model ready model={}", embedder.model());
      return true;
    } catch (EmbeddingFailure | RuntimeException e) {
      log.warn("model not usable, recall goes by words alone model={}", embedder.model(), e);
      return false;
    }
  }

  /** Whether there was anything to do. */
  private boolean round() throws InterruptedException {
    try {
      Instant now = clock.instant();
      leaveAlone.values().removeIf(until -> !now.isBefore(until));
      Missing missing = survey.take(embedder.model(), AT_ONCE + leaveAlone.size());
      waiting = missing.waiting();
      boolean done = false;
      for (String key : missing.orphans()) {
        if (leaveAlone.putIfAbsent(key, now.plus(ON_ITS_WAY)) == null) {
          untaken.acquire();
          vectors.drop(key, taken -> settled(taken, key));
          done = true;
        }
      }
      for (Wanted wanted : missing.wanted()) {
        if (closing) {
          return true;
        }
        String mark = wanted.key() + wanted.text().hashCode();
        if (!leaveAlone.containsKey(mark)) {
          embed(wanted, mark);
          done = true;
        }
      }
      return done;
    } catch (IOException | RuntimeException e) {
      log.warn("what is to be embedded is not known this time", e);
      return false;
    }
  }

  private void embed(Wanted wanted, String mark) throws InterruptedException {
    while (questions.busy() && !closing) {
      Thread.sleep(GIVE_WAY);
    }
    untaken.acquire();
    try {
      QuantizedVector vector = QuantizedVector.of(embedder.embed(wanted.text().text()));
      computed.incrementAndGet();
      leaveAlone.put(mark, clock.instant().plus(ON_ITS_WAY));
      vectors.keep(
          wanted.key(),
          MemoryEmbedding.newBuilder()
              .setMemoryId(wanted.memory())
              .setModel(embedder.model())
              .setTextHash(ByteBuffer.wrap(wanted.text().hash()))
              .setDimension(vector.components().length)
              .setVector(ByteBuffer.wrap(vector.components()))
              .setScale(vector.scale())
              .setComputedAt(clock.instant())
              .build(),
          taken -> settled(taken, mark));
    } catch (EmbeddingFailure e) {
      untaken.release();
      leaveAlone.put(mark, clock.instant().plus(AFTER_A_FAILURE));
      if (failures.getAndIncrement() == 0) {
        log.warn("a memory could not be embedded; further ones are counted only", e);
      }
    }
  }

  private void settled(boolean taken, String mark) {
    untaken.release();
    if (!taken) {
      leaveAlone.put(mark, clock.instant().plusSeconds(1));
    }
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      thread.join(CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
