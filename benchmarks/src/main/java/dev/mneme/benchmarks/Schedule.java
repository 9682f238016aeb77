package dev.mneme.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An open loop: the n-th request is due at its time, whatever became of those before it. Latency
 * counts from when a request was due and not from when it was sent, so that a stall is charged to
 * every request that had to wait for it.
 */
final class Schedule {

  /** Sends the request of that number; must not wait for its answer. */
  @FunctionalInterface
  interface Sending {
    void send(int number, long dueNanos);
  }

  private Schedule() {}

  /** Returns when the last request was sent. */
  static void run(int requests, int perSecond, Sending sending) {
    long begun = System.nanoTime();
    long apart = TimeUnit.SECONDS.toNanos(1) / perSecond;
    for (int n = 0; n < requests; n++) {
      long due = begun + n * apart;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      sending.send(n, due);
    }
  }
}
