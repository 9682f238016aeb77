package dev.mneme.shell.control.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mneme.control.CohortFeature;
import dev.mneme.control.FeatureShare;
import dev.mneme.control.LayerFeature;
import dev.mneme.control.Rollout;
import dev.mneme.control.Setting;
import dev.mneme.control.Settings;
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

  /**
   * @param on whether it is on for anybody
   * @param value on, off, or on:percent of the subjects
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record FeatureView(String name, boolean on, String value, OriginView from) {}

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
        Stream.concat(
                Stream.of(LayerFeature.values()).map(feature -> ofLayer(feature, control)),
                Stream.of(CohortFeature.values())
                    .map(feature -> ofCohort(feature, control.settings())))
            .toList());
  }

  private static FeatureView ofLayer(LayerFeature feature, LayerControl control) {
    boolean on = control.isOn(feature);
    return new FeatureView(
        feature.label(),
        on,
        (on ? FeatureShare.ON : FeatureShare.OFF).value(),
        OriginView.of(control.featureSet(feature)));
  }

  private static FeatureView ofCohort(CohortFeature feature, Settings settings) {
    FeatureShare share = feature.share(settings);
    return new FeatureView(
        feature.label(),
        !share.equals(FeatureShare.OFF),
        share.value(),
        OriginView.of(settings.feature(feature.label())));
  }
}
