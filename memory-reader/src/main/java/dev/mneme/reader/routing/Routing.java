package dev.mneme.reader.routing;

import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.routing.Route.Step;
import dev.mneme.reader.routing.Standing.Readable;
import dev.mneme.reader.routing.Standing.Unfit;
import dev.mneme.reader.routing.Standing.Withdrawn;
import java.util.List;

/** The decision itself: the new layer before the legacy one, and none that is not readable. */
public final class Routing {

  private Routing() {}

  public static Route route(Standing newLayer, Standing legacy) {
    return switch (newLayer) {
      case Readable(long epoch) -> {
        Step first = new Step(Layer.NEW, epoch);
        yield switch (legacy) {
          case Readable(long second) ->
              new Route.Ask(List.of(first, new Step(Layer.LEGACY, second)), null);
          case Withdrawn _, Unfit _ -> new Route.Ask(List.of(first), null);
        };
      }
      case Withdrawn(String reason, String because) ->
          withoutNew(new Degradation(reason, because), legacy);
      case Unfit(String reason, String because) ->
          withoutNew(new Degradation(reason, because), legacy);
    };
  }

  private static Route withoutNew(Degradation why, Standing legacy) {
    return switch (legacy) {
      case Readable(long epoch) -> new Route.Ask(List.of(new Step(Layer.LEGACY, epoch)), why);
      case Withdrawn(_, String because) -> new Route.Nothing(neither(why, because));
      case Unfit(_, String because) -> new Route.Nothing(neither(why, because));
    };
  }

  /** The reason is the new layer's: it is the one that would have served. */
  private static Degradation neither(Degradation newLayer, String legacyBecause) {
    return new Degradation(
        newLayer.reason(), newLayer.because() + "; and the legacy layer: " + legacyBecause);
  }
}
