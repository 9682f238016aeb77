package dev.mneme.reader.kafka;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what was lost, and says so now and then instead of every time. */
final class Losses {

  private static final Logger log = LoggerFactory.getLogger(Losses.class);
  private static final long BETWEEN_LINES = Duration.ofSeconds(10).toNanos();

  private final AtomicLong total = new AtomicLong();
  private final AtomicLong lastLine = new AtomicLong(System.nanoTime() - BETWEEN_LINES);

  void add(String topic, String because) {
    long lost = total.incrementAndGet();
    long now = System.nanoTime();
    long last = lastLine.get();
    if (now - last >= BETWEEN_LINES && lastLine.compareAndSet(last, now)) {
      log.warn("reports lost topic={} lostSinceStart={} because=\"{}\"", topic, lost, because);
    }
  }

  long total() {
    return total.get();
  }
}
