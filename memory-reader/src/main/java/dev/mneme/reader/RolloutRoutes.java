package dev.mneme.reader;

import dev.mneme.reader.answer.Routes;
import dev.mneme.reader.answer.Standings;
import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.routing.Degradation;
import dev.mneme.reader.routing.Route;
import dev.mneme.reader.routing.Routing;
import dev.mneme.reader.routing.Standing;
import dev.mneme.shell.control.LayerControl;
import java.util.Optional;

/**
 * Brings together what operators set and how the layers stand.
 *
 * <p>While it is not known what operators set, the new layer is not read: they may have rolled it
 * back.
 */
final class RolloutRoutes implements Routes {

  private static final Standing SETTINGS_UNKNOWN =
      new Standing.Unfit("settings_unknown", "what operators set is not known yet");

  private final LayerControl control;
  private final Standings standings;

  RolloutRoutes(LayerControl control, Standings standings) {
    this.control = control;
    this.standings = standings;
  }

  @Override
  public Route of(String subject) {
    return Routing.route(
        control.rollout(),
        subject,
        newLayer(standings.of(Layer.NEW, subject)),
        standings.of(Layer.LEGACY, subject));
  }

  @Override
  public Optional<Degradation> notice(Layer layer) {
    return standings.notice(layer);
  }

  private Standing newLayer(Standing standing) {
    return standing instanceof Standing.Readable && !control.known() ? SETTINGS_UNKNOWN : standing;
  }
}
