package dev.mneme.reader;

import dev.mneme.control.CohortFeature;
import dev.mneme.control.FeatureShare;
import dev.mneme.control.Settings;
import dev.mneme.follower.TopicFollower;
import dev.mneme.reader.cache.RecallCache;
import dev.mneme.reader.concepts.association.Associations;
import dev.mneme.reader.concepts.shelf.ConceptKeeper;
import dev.mneme.reader.concepts.shelf.Shelves;
import dev.mneme.shell.control.LiveSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Starts and stops what concepts need, and has a switch take effect at once. */
@Singleton
final class ConceptLifecycle {

  private final Optional<TopicFollower> concepts;
  private final Optional<ConceptKeeper> keeper;
  private final Optional<Associations> associations;
  private final Shelves shelves;
  private final RecallCache cache;
  private Map<CohortFeature, FeatureShare> shares = shares(Settings.NONE);

  ConceptLifecycle(
      @Named(ConceptFactory.CONCEPTS) Optional<TopicFollower> concepts,
      Optional<ConceptKeeper> keeper,
      Optional<Associations> associations,
      Shelves shelves,
      RecallCache cache,
      LiveSettings live,
      MeterRegistry registry) {
    this.concepts = concepts;
    this.keeper = keeper;
    this.associations = associations;
    this.shelves = shelves;
    this.cache = cache;
    live.onChange(this::heard);
    if (keeper.isPresent() && associations.isPresent()) {
      ConceptMeters.bind(registry, shelves, keeper.get(), associations.get(), live);
    }
  }

  /** Kept answers were made under other switches, and others have episodes to take in now. */
  private synchronized void heard(Settings settings) {
    Map<CohortFeature, FeatureShare> now = shares(settings);
    if (now.equals(shares)) {
      return;
    }
    if (!share(now).equals(share(shares))) {
      shelves.everything();
    }
    shares = now;
    cache.clear();
  }

  private static Optional<FeatureShare> share(Map<CohortFeature, FeatureShare> shares) {
    return Optional.ofNullable(shares.get(CohortFeature.CONCEPTS));
  }

  private static Map<CohortFeature, FeatureShare> shares(Settings settings) {
    Map<CohortFeature, FeatureShare> shares = new EnumMap<>(CohortFeature.class);
    for (CohortFeature feature : CohortFeature.values()) {
      shares.put(feature, feature.share(settings));
    }
    return shares;
  }

  @EventListener
  void start(StartupEvent event) {
    concepts.ifPresent(TopicFollower::start);
    keeper.ifPresent(ConceptKeeper::start);
  }

  @PreDestroy
  void stop() {
    keeper.ifPresent(ConceptKeeper::close);
    associations.ifPresent(Associations::close);
    concepts.ifPresent(TopicFollower::close);
  }
}
