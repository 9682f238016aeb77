package dev.mneme.shell.mode;

import dev.mneme.events.LayerMode;
import dev.mneme.topics.Scope;
import java.util.Optional;

/**
 * Whether a layer may be written. A layer that is off is not; what it misses is on the log. Out of
 * the read path it is written all the same.
 *
 * @see <a
 *     href="../../../../../../../../docs/decisions/0038-a-layer-that-is-off-is-not-written.md">0038</a>
 */
public final class LayerWrites {

  private LayerWrites() {}

  /** Why nothing may be written into the layer now; empty when it may. */
  public static Optional<String> forbidden(Modes modes, Scope scope) {
    if (!modes.known()) {
      return Optional.of("whether %s may be written is not known yet".formatted(scope.key()));
    }
    return modes.of(scope).flatMap(mode -> forbidden(mode, scope));
  }

  private static Optional<String> forbidden(LayerMode mode, Scope scope) {
    return switch (mode.getMode()) {
      case READ_WRITE, WRITE_ONLY -> Optional.empty();
      case OFF -> Optional.of("%s is off: %s".formatted(scope.key(), mode.getBecause()));
      case UNKNOWN ->
          Optional.of(
              "%s is in a mode that this version does not know: it is taken as off"
                  .formatted(scope.key()));
    };
  }
}
