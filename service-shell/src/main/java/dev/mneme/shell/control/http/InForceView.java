package dev.mneme.shell.control.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mneme.control.LayerFeature;
import dev.mneme.control.Rollout;
import dev.mneme.control.Setting;
import dev.mneme.shell.control.LayerControl;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is in force in one instance.
 *
 * @param region whose settings count there
 * @param known whether the instance has heard all that operators set before its start
 * @param refused how many settings were none, since the start
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record InForceView(
    String service,
    String instance,
    String region,
    boolean known,
    long refused,
    RolloutView rollout,
    List<FeatureView> features) {

  /**
   * @param percent of the subjects that the new layer serves
   * @param seed that subjects draw under; null where none draws
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record RolloutView(
      String mode, double percent, @Nullable String seed, String value, OriginView from) {}

  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record FeatureView(String name, boolean on, OriginView from) {}

  /**
   * Where a value comes from.
   *
   * @param source start or command; of the others none is there with start
   * @param offset position of the command among all settings
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OriginView(
      String source,
      @Nullable String target,
      @Nullable String actor,
      @Nullable String reason,
      @Nullable Instant at,
      @Nullable UUID commandId,
      @Nullable Long offset) {

    static OriginView of(Optional<? extends Setting> setting) {
      return setting
          .map(
              set ->
                  new OriginView(
                      "command",
                      set.target().key(),
                      set.origin().actor(),
                      set.origin().reason(),
                      set.origin().at(),
                      set.origin().commandId(),
                      set.origin().offset()))
          .orElseGet(() -> new OriginView("start", null, null, null, null, null, null));
    }
  }

  static InForceView of(String service, String instance, LayerControl control, long refused) {
    Rollout rollout = control.rollout();
    return new InForceView(
        service,
        instance,
        control.region(),
        control.known(),
        refused,
        new RolloutView(
            rollout.mode(),
            rollout.served().hundredths() / 100.0,
            rollout instanceof Rollout.Canary canary ? canary.seed() : null,
            rollout.value(),
            OriginView.of(control.rolloutSet())),
        Stream.of(LayerFeature.values())
            .map(
                feature ->
                    new FeatureView(
                        feature.label(),
                        control.isOn(feature),
                        OriginView.of(control.featureSet(feature))))
            .toList());
  }
}
