package dev.mneme.shell.control;

import dev.mneme.control.LayerFeature;
import dev.mneme.control.Rollout;
import dev.mneme.control.Setting;
import dev.mneme.control.Settings;
import dev.mneme.shell.Surroundings;
import dev.mneme.shell.feature.FeatureSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is in force in this instance. Asked for each request, so it is found once per change. */
@Singleton
public final class LayerControl {

  private final FeatureSettings start;
  private final LiveSettings live;
  private final String region;
  private volatile Rollout rollout;
  private volatile Set<LayerFeature> on;

  @Inject
  LayerControl(FeatureSettings start, Surroundings surroundings, LiveSettings live) {
    this(start, surroundings.region(), live);
  }

  /**
   * @param region whose settings count here, unless the start settings name another
   */
  public LayerControl(FeatureSettings start, String region, LiveSettings live) {
    this.start = start;
    this.live = live;
    this.region = start.regionOr(region);
    this.rollout = start.rollout();
    this.on = Set.of();
    live.onChange(this::take);
  }

  private void take(Settings settings) {
    rollout = settings.rollout(region).map(Setting.OfRollout::rollout).orElse(start.rollout());
    on =
        Stream.of(LayerFeature.values())
            .filter(
                feature ->
                    settings
                        .feature(feature.label())
                        .map(set -> set.share().isOn())
                        .orElse(start.isOn(feature)))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Whose settings count here. */
  public String region() {
    return region;
  }

  public Rollout rollout() {
    return rollout;
  }

  public boolean isOn(LayerFeature feature) {
    return on.contains(feature);
  }

  /** The command that the rollout comes from; none while it is what the service started with. */
  public Optional<Setting.OfRollout> rolloutSet() {
    return live.settings().rollout(region);
  }

  /** The command that a feature's switch comes from; none while it is as the service started. */
  public Optional<Setting.OfFeature> featureSet(LayerFeature feature) {
    return live.settings().feature(feature.label());
  }

  /** All that operators set, as far as it has been heard. */
  public Settings settings() {
    return live.settings();
  }

  /** Whether what operators set before the start has been heard. */
  public boolean known() {
    return live.known();
  }
}
