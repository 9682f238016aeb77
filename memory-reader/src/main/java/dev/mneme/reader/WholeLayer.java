package dev.mneme.reader;

import dev.mneme.events.LayerMode;
import dev.mneme.reader.mode.ModeReading;
import dev.mneme.reader.outcome.Reporter;
import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.routing.Standing;
import dev.mneme.reader.routing.Standing.Unfit;
import dev.mneme.shell.mode.Modes;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Whether the new layer may be read for what only it can give. It holds everybody's memories,
 * whatever share of recalls it serves; when the guard has taken it out, nothing stands in for it.
 */
@Singleton
final class WholeLayer {

  /** No share is taken of everybody. */
  private static final int ALL = 100;

  private static final String NOBODY = "";

  private final Modes modes;
  private final Reporter reporter;

  WholeLayer(Modes modes, Reporter reporter) {
    this.modes = modes;
    this.reporter = reporter;
  }

  Standing standing() {
    if (!modes.known()) {
      return new Unfit("modes_unknown", "what the guard allows is not known yet");
    }
    Optional<LayerMode> whole =
        modes
            .of(reporter.scope(Layer.NEW))
            .map(mode -> LayerMode.newBuilder(mode).setReadPercent(ALL).build());
    return ModeReading.of(whole, NOBODY);
  }
}
