package dev.mneme.reader.routing;

import dev.mneme.control.Percent;
import dev.mneme.control.Rollout;
import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.routing.Route.Step;
import dev.mneme.reader.routing.Standing.Readable;
import dev.mneme.reader.routing.Standing.Unfit;
import dev.mneme.reader.routing.Standing.Withdrawn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decision itself: the rollout says which layer serves a subject, the guard which layers may be
 * read.
 *
 * <p>Whom the new layer serves, the legacy layer serves when the new one cannot. Not the other way
 * round: whom the rollout does not give to the new layer is never served by it, so that an outage
 * of the legacy layer does not roll the new one out.
 */
public final class Routing {

  private Routing() {}

  /**
   * @param subject the pseudonym that is read
   */
  public static Route route(Rollout rollout, String subject, Standing newLayer, Standing legacy) {
    return switch (rollout) {
      case Rollout.Off _ -> legacyAlone(legacy, Arm.NONE, null);
      case Rollout.Shadow _ -> legacyAlone(legacy, Arm.NONE, step(Layer.NEW, newLayer));
      case Rollout.Canary(Percent percent, String seed) ->
          percent.includes(seed, subject)
              ? newFirst(newLayer, legacy, Arm.CANARY)
              : legacyAlone(legacy, Arm.CONTROL, step(Layer.NEW, newLayer));
      case Rollout.Full _ -> newFirst(newLayer, legacy, Arm.NONE);
    };
  }

  private static Route newFirst(Standing newLayer, Standing legacy, Arm arm) {
    Step second = step(Layer.LEGACY, legacy);
    return switch (newLayer) {
      case Readable(long epoch) -> {
        Step first = new Step(Layer.NEW, epoch);
        yield ask(second == null ? List.of(first) : List.of(first, second), null, arm, null);
      }
      case Withdrawn(String reason, String because) ->
          withoutNew(new Degradation(reason, because), legacy, arm);
      case Unfit(String reason, String because) ->
          withoutNew(new Degradation(reason, because), legacy, arm);
    };
  }

  private static Route withoutNew(Degradation why, Standing legacy, Arm arm) {
    return switch (legacy) {
      case Readable(long epoch) -> ask(List.of(new Step(Layer.LEGACY, epoch)), why, arm, null);
      case Withdrawn(_, String because) -> new Route.Nothing(neither(why, because), arm);
      case Unfit(_, String because) -> new Route.Nothing(neither(why, because), arm);
    };
  }

  private static Route legacyAlone(Standing legacy, Arm arm, @Nullable Step besides) {
    return switch (legacy) {
      case Readable(long epoch) -> ask(List.of(new Step(Layer.LEGACY, epoch)), null, arm, besides);
      case Withdrawn(String reason, String because) ->
          new Route.Nothing(new Degradation(reason, because), arm);
      case Unfit(String reason, String because) ->
          new Route.Nothing(new Degradation(reason, because), arm);
    };
  }

  private static Route ask(
      List<Step> steps, @Nullable Degradation why, Arm arm, @Nullable Step besides) {
    return new Route.Ask(steps, why, arm, besides);
  }

  private static @Nullable Step step(Layer layer, Standing standing) {
    return switch (standing) {
      case Readable(long epoch) -> new Step(layer, epoch);
      case Withdrawn _, Unfit _ -> null;
    };
  }

  /** The reason is the new layer's: it is the one that would have served. */
  private static Degradation neither(Degradation newLayer, String legacyBecause) {
    return new Degradation(
        newLayer.reason(), newLayer.because() + "; and the legacy layer: " + legacyBecause);
  }
}
