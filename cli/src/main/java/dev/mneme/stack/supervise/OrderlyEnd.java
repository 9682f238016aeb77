package dev.mneme.stack.supervise;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets the thread that owns a stack stop it in order when the process is told to end: it is
 * interrupted once, and the process waits for it, for so long and no longer.
 */
public final class OrderlyEnd {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Thread owner;
  private final AtomicBoolean requested = new AtomicBoolean();
  private final CountDownLatch reached = new CountDownLatch(1);

  private OrderlyEnd(Thread owner) {
    this.owner = owner;
  }

  public static OrderlyEnd ofThisThread() {
    OrderlyEnd end = new OrderlyEnd(Thread.currentThread());
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("orderly-end").unstarted(end::whenTold));
    return end;
  }

  private void whenTold() {
    request();
    try {
      if (!reached.await(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        System.err.println("mneme: The stop takes too long; what is left is ended by force");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Only the first time: a second interrupt would cut the orderly stop short. */
  void request() {
    if (reached.getCount() > 0 && requested.compareAndSet(false, true)) {
      owner.interrupt();
    }
  }

  /** The owner has stopped everything. */
  public void reached() {
    reached.countDown();
  }
}
