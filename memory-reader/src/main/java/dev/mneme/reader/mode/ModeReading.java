package dev.mneme.reader.mode;

import dev.mneme.control.Percent;
import dev.mneme.events.LayerMode;
import dev.mneme.reader.routing.Standing;
import java.util.Optional;

/** What a mode says about reading. */
public final class ModeReading {

  /** The epoch of a scope about which the guard has said nothing yet. */
  private static final long NEVER_CHANGED = 0;

  /** Another draw than that of a rollout: who returns first is not who was rolled out first. */
  private static final String RETURN_SEED = "read-share";

  private ModeReading() {}

  /**
   * @param subject the pseudonym that would be read
   */
  public static Standing of(Optional<LayerMode> mode, String subject) {
    if (mode.isEmpty()) {
      return new Standing.Readable(NEVER_CHANGED);
    }
    LayerMode known = mode.get();
    return switch (known.getMode()) {
      case READ_WRITE ->
          share(known).includes(RETURN_SEED, subject)
              ? new Standing.Readable(known.getEpoch())
              : new Standing.Withdrawn(known.getReason(), known.getBecause());
      case WRITE_ONLY, OFF -> new Standing.Withdrawn(known.getReason(), known.getBecause());
      case UNKNOWN ->
          new Standing.Withdrawn(
              "mode_unknown", "the guard announced a mode that this reader does not know");
    };
  }

  /** A share that is none is taken as nobody's. */
  private static Percent share(LayerMode mode) {
    int percent = mode.getReadPercent();
    return percent < 0 || percent > 100 ? Percent.NONE : Percent.of(percent);
  }
}
