package dev.mneme.topology;

import dev.mneme.serde.RegistryUnavailableException;
import java.time.Duration;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a stream thread that failed, after a pause; the other threads go on meanwhile. An only
 * thread is not replaced but everything started anew: its successor would be another static member
 * of the group, and would wait for the session of the first to end.
 */
final class ThreadReplacement implements StreamsUncaughtExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadReplacement.class);

  /** Kafka Streams cannot replace the one thread that reads global stores. */
  private static final String GLOBAL_THREAD = "GlobalStreamThread";

  private final Backoff pauses = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5));
  private final boolean alone;
  private long last = System.nanoTime();

  /**
   * @param threads how many stream threads there are
   */
  ThreadReplacement(int threads) {
    this.alone = threads == 1;
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    if (Thread.currentThread().getName().endsWith(GLOBAL_THREAD)) {
      LOG.error("global thread failed, everything is started anew", failure);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    Duration pause = pause(System.nanoTime());
    if (isRegistryAway(failure)) {
      LOG.warn("topology waits because=the schema registry does not answer pause={}", pause);
    } else {
      LOG.error("stream thread failed, it is replaced pause={}", pause, failure);
    }
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return alone
        ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
        : StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private synchronized Duration pause(long now) {
    Duration held = Duration.ofNanos(now - last);
    last = now;
    return pauses.after(held);
  }

  private static boolean isRegistryAway(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RegistryUnavailableException) {
        return true;
      }
    }
    return false;
  }
}
