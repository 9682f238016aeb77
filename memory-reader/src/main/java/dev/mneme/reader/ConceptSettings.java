package dev.mneme.reader;

import dev.mneme.reader.concepts.ConceptPolicy;
import dev.mneme.reader.concepts.association.AssociationPolicy;
import dev.mneme.reader.concepts.shelf.KeepingPolicy;
import dev.mneme.reader.recall.blend.BlendMode;
import dev.mneme.reader.recall.blend.BlendPolicy;
import dev.mneme.reader.recall.blend.Fan;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * Concepts and how they are blended in ({@code mneme.concepts.*}, {@code MNEME_CONCEPTS_*}). For
 * whom they are on is set at run time.
 *
 * @param every how often new episodes are taken in
 * @param retry after which a consolidation that failed is tried again
 * @param halfLife after which an unused binding has half its strength
 * @param budget time of the semantic path of a recall
 * @param mode fixed, adaptive, episodic-priority or complementary
 * @param episodicWeight of the blend
 * @param semanticWeight of the blend
 * @param fan linear or sqrt, where the fan effect is on
 */
@ConfigurationProperties("mneme.concepts")
record ConceptSettings(
    @Bindable(defaultValue = "PT5M") Duration every,
    @Bindable(defaultValue = "PT10S") Duration retry,
    @Bindable(defaultValue = "P30D") Duration halfLife,
    @Bindable(defaultValue = "PT0.008S") Duration budget,
    @Bindable(defaultValue = "adaptive") String mode,
    @Bindable(defaultValue = "0.7") double episodicWeight,
    @Bindable(defaultValue = "0.3") double semanticWeight,
    @Bindable(defaultValue = "sqrt") String fan) {

  ConceptSettings {
    requirePositive("EVERY", every);
    requirePositive("RETRY", retry);
    requirePositive("HALF_LIFE", halfLife);
    requirePositive("BUDGET", budget);
    if (BlendMode.labelled(mode).isEmpty()) {
      throw wrong("MODE", mode, "fixed, adaptive, episodic-priority or complementary");
    }
    if (!(episodicWeight > 0 && episodicWeight <= 1)) {
      throw wrong("EPISODIC_WEIGHT", episodicWeight, "more than 0 and at most 1");
    }
    if (!(semanticWeight >= 0 && semanticWeight <= 1)) {
      throw wrong("SEMANTIC_WEIGHT", semanticWeight, "from 0 to 1");
    }
    if (Fan.labelled(fan).isEmpty()) {
      throw wrong("FAN", fan, "none, linear or sqrt");
    }
  }

  ConceptPolicy policy() {
    ConceptPolicy usual = ConceptPolicy.DEFAULT;
    return new ConceptPolicy(
        usual.similarity(),
        usual.further(),
        usual.replays(),
        usual.coherence(),
        usual.growth(),
        halfLife,
        usual.floor(),
        usual.limits());
  }

  KeepingPolicy keepingPolicy() {
    return new KeepingPolicy(every, retry, KeepingPolicy.DEFAULT.others());
  }

  AssociationPolicy associationPolicy() {
    AssociationPolicy usual = AssociationPolicy.DEFAULT;
    return new AssociationPolicy(budget, usual.most(), usual.least(), usual.misses(), usual.rest());
  }

  BlendPolicy blendPolicy() {
    BlendPolicy usual = BlendPolicy.DEFAULT;
    return new BlendPolicy(
        BlendMode.labelled(mode).orElseThrow(),
        episodicWeight,
        semanticWeight,
        usual.gain(),
        usual.discount(),
        usual.weak(),
        usual.completed());
  }

  Fan fanEffect() {
    return Fan.labelled(fan).orElseThrow();
  }

  private static void requirePositive(String name, Duration value) {
    if (!value.isPositive()) {
      throw wrong(name, value, "positive");
    }
  }

  private static IllegalArgumentException wrong(String name, Object value, String form) {
    return new IllegalArgumentException(
        "MNEME_CONCEPTS_%s is '%s'; it must be %s".formatted(name, value, form));
  }
}
