package dev.mneme.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Looking again and again, for so long and no longer. */
public final class Await {

  public static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private Await() {}

  /**
   * @param look empty as long as it is not there
   */
  public static <T> T until(String what, Callable<Optional<T>> look) throws Exception {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      Optional<T> found = look.call();
      if (found.isPresent()) {
        return found.get();
      }
      if (Instant.now().isAfter(deadline)) {
        throw new NotSeen("waited %d s for %s".formatted(PATIENCE.toSeconds(), what));
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }
}
