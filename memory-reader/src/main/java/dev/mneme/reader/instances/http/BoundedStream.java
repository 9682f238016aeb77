package dev.mneme.reader.instances.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The body of an answer, for which nobody waits for ever: one that pauses too long is cut off. */
final class BoundedStream extends FilterInputStream {

  private static final long NOT_READING = 0;

  private final long longest;
  private final Runnable closed;
  private final AtomicBoolean open = new AtomicBoolean(true);
  private final ScheduledFuture<?> watch;
  private volatile long readingSince = NOT_READING;
  private volatile boolean cutOff;

  /**
   * @param longest how long one piece of it may be waited for
   * @param closed is called once
   */
  BoundedStream(
      InputStream in, Duration longest, ScheduledExecutorService watching, Runnable closed) {
    super(in);
    this.longest = longest.toNanos();
    this.closed = closed;
    long period = Math.max(1, longest.toMillis() / 4);
    this.watch = watching.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
  }

  @Override
  public int read() throws IOException {
    return waited(super::read);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    return waited(() -> super.read(into, offset, length));
  }

  @FunctionalInterface
  private interface Reading {
    int read() throws IOException;
  }

  private int waited(Reading reading) throws IOException {
    readingSince = System.nanoTime() | 1;
    try {
      int read = reading.read();
      if (cutOff) { // what was closed under a reader looks like an end
        throw new IOException("another instance did not go on with its answer");
      }
      return read;
    } finally {
      readingSince = NOT_READING;
    }
  }

  private void look() {
    long since = readingSince;
    if (since != NOT_READING && System.nanoTime() - since > longest) {
      cutOff = true;
      try {
        close();
      } catch (IOException e) {
        cutOff = true; // whoever reads is told
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (open.compareAndSet(true, false)) {
      watch.cancel(false);
      closed.run();
      super.close();
    }
  }
}
