package dev.mneme.shell.limit;

import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** What one instance does at once. What is more is refused at the door; nothing queues. */
public final class InFlight {
  private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

  private final Semaphore room;

  public InFlight(int most) {
    this.room = new Semaphore(most);
  }

  /**
   * @throws ApiProblem 503 when there is no room
   */
  public <T> T within(Supplier<T> work) {
    if (!room.tryAcquire()) {
      throw ApiProblem.retryLater(
          ErrorCode.SERVICE_UNAVAILABLE, "too many requests are under way here", TRY_AGAIN);
    }
    try {
      return work.get();
    } finally {
      room.release();
    }
  }
}
