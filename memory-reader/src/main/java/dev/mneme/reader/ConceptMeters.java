package dev.mneme.reader;

import dev.mneme.control.CohortFeature;
import dev.mneme.control.Percent;
import dev.mneme.reader.concepts.Concept;
import dev.mneme.reader.concepts.association.Associations;
import dev.mneme.reader.concepts.shelf.ConceptKeeper;
import dev.mneme.reader.concepts.shelf.Consolidations;
import dev.mneme.reader.concepts.shelf.Shelves;
import dev.mneme.shell.control.LiveSettings;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToDoubleFunction;

/** Shows what concepts there are, how good they are, and whether they are seen to. */
final class ConceptMeters {

  private static final double[] COHERENCE = {0.6, 0.7, 0.8, 0.9, 1.01};
  private static final String[] LABELS = {"0.60", "0.70", "0.80", "0.90"};

  private ConceptMeters() {}

  static void bind(
      MeterRegistry registry,
      Shelves shelves,
      ConceptKeeper keeper,
      Associations associations,
      LiveSettings live) {
    for (int i = 0; i < LABELS.length; i++) {
      double from = COHERENCE[i];
      double to = COHERENCE[i + 1];
      Gauge.builder(
              "memory_concepts",
              shelves,
              all ->
                  all.concepts().stream()
                      .filter(each -> each.coherence() >= from && each.coherence() < to)
                      .count())
          .tag("coherence_from", LABELS[i])
          .description("Concepts of this instance's subjects, by how coherent they are")
          .register(registry);
    }
    Gauge.builder("memory_concept_bindings_per_episode", shelves, ConceptMeters::perEpisode)
        .description("Concepts that a bound episode belongs to, mean")
        .register(registry);
    Consolidations figures = keeper.consolidations();
    Gauge.builder(
            "memory_concept_freshness_seconds",
            figures,
            each ->
                CohortFeature.CONCEPTS.share(live.settings()).share().equals(Percent.NONE)
                    ? 0
                    : each.freshness().toMillis() / 1000.0)
        .description(
            "Since the last consolidation that left nothing over; 0 while concepts are off")
        .register(registry);
    count(
        registry, "memory_concept_consolidations", "result", "done", figures, Consolidations::done);
    count(
        registry,
        "memory_concept_consolidations",
        "result",
        "failed",
        figures,
        Consolidations::failures);
    count(registry, "memory_concept_changes", "change", "formed", figures, Consolidations::formed);
    count(
        registry, "memory_concept_changes", "change", "repaired", figures, Consolidations::repairs);
    FunctionCounter.builder("memory_concepts_refused", shelves, Shelves::refused)
        .description("Concepts on their topic that could not be, and were not used")
        .register(registry);
    for (String outcome : Associations.OUTCOMES) {
      count(
          registry,
          "memory_recall_semantic",
          "outcome",
          outcome,
          associations,
          each -> each.count(outcome));
    }
  }

  private static double perEpisode(Shelves shelves) {
    List<Concept> concepts = shelves.concepts();
    Set<UUID> episodes = new HashSet<>();
    long bindings = 0;
    for (Concept concept : concepts) {
      bindings += concept.bindings().size();
      concept.bindings().forEach(each -> episodes.add(each.episode()));
    }
    return episodes.isEmpty() ? 0 : (double) bindings / episodes.size();
  }

  private static <T> void count(
      MeterRegistry registry,
      String name,
      String tag,
      String value,
      T of,
      ToDoubleFunction<T> count) {
    FunctionCounter.builder(name, of, count).tag(tag, value).register(registry);
  }
}
