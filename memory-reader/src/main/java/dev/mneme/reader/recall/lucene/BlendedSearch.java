package dev.mneme.reader.recall.lucene;

import dev.mneme.reader.concepts.Binding;
import dev.mneme.reader.concepts.association.Association;
import dev.mneme.reader.concepts.association.Association.Found;
import dev.mneme.reader.concepts.association.Association.Nothing;
import dev.mneme.reader.concepts.association.Association.Touched;
import dev.mneme.reader.concepts.association.Associations;
import dev.mneme.reader.embedding.QueryEmbeddings;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.recall.blend.BlendPolicy;
import dev.mneme.reader.recall.blend.Blending;
import dev.mneme.reader.recall.blend.Blending.Blended;
import dev.mneme.reader.recall.blend.Blending.Scored;
import dev.mneme.reader.recall.blend.Evidence;
import dev.mneme.reader.recall.blend.Fan;
import dev.mneme.reader.recall.blend.Pull;
import dev.mneme.reader.recall.ranking.Corpus;
import dev.mneme.reader.recall.ranking.Corpus.Word;
import dev.mneme.reader.recall.ranking.Facts;
import dev.mneme.reader.recall.ranking.Likeness;
import dev.mneme.reader.recall.ranking.Ranking;
import dev.mneme.reader.recall.ranking.Ranking.Placed;
import dev.mneme.reader.recall.ranking.Ranking.Ranked;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Blends the ranking of a question with what concepts know of it. */
final class BlendedSearch {

  /** How many more episodes than asked for are looked at, as concepts may lift some of them. */
  private static final int BEYOND = 10;

  private final Associations associations;
  private final BlendPolicy policy;
  private final Function<String, Fan> fan;

  /**
   * @param semantic as {@link dev.mneme.reader.recall.Recollection.RankedBy} says it
   */
  record Answer(Ranked ranked, @Nullable String semantic) {}

  private record Held(Pull pull, long fingerprint) {}

  /**
   * @param fan the effect that counts for a subject now
   */
  BlendedSearch(Associations associations, BlendPolicy policy, Function<String, Fan> fan) {
    this.associations = associations;
    this.policy = policy;
    this.fan = fan;
  }

  /** Begins to ask the concepts; empty when they have nothing to say to this subject. */
  Optional<Associations.Asked> ask(
      RecallQuery.InWords question, Optional<QueryEmbeddings.Asked> vector) {
    return vector.flatMap(
        asked -> associations.ask(question.tenant(), question.subject(), asked::await));
  }

  Answer answer(
      RecallQuery.InWords question,
      Corpus corpus,
      Ranking ranking,
      Likeness between,
      Associations.Asked asked) {
    Association association = asked.await();
    return switch (association) {
      case Nothing(String why) -> new Answer(ranking.best(between, question.limit()), why);
      case Found found -> blended(question, corpus, ranking, between, found);
    };
  }

  private Answer blended(
      RecallQuery.InWords question, Corpus corpus, Ranking ranking, Likeness between, Found found) {
    Ranked episodic = ranking.best(between, question.limit() + BEYOND);
    if (episodic.placed().isEmpty()) {
      return new Answer(episodic, "none");
    }
    Map<Integer, Pull> pulls = pulls(question.subject(), corpus, found.concepts());
    List<Scored> scored =
        episodic.placed().stream()
            .map(each -> new Scored(each.memory(), each.parts().score()))
            .toList();
    Evidence evidence =
        new Evidence(
            confidence(corpus, episodic.placed()),
            found.concepts().stream()
                .mapToDouble(each -> each.concept().coherence())
                .average()
                .orElse(0),
            (double) found.took().toNanos() / associations.budget().toNanos());
    Map<Integer, Placed> placed = new HashMap<>();
    episodic.placed().forEach(each -> placed.put(each.memory(), each));
    List<Blended> blended = Blending.blend(scored, pulls, evidence, policy, question.limit());
    return new Answer(
        new Ranked(
            blended.stream()
                .map(
                    each -> {
                      Placed as = placed.get(each.memory());
                      Placed known = as == null ? ranking.placed(each.memory()) : as;
                      return new Placed(each.memory(), known.parts().with(each.blend()));
                    })
                .toList(),
            episodic.abstained(),
            episodic.because()),
        "used");
  }

  /** The strongest pull on each memory that may be answered. */
  private Map<Integer, Pull> pulls(String subject, Corpus corpus, List<Touched> concepts) {
    Fan effect = fan.apply(subject);
    Map<UUID, Held> strongest = new HashMap<>();
    for (Touched each : concepts) {
      double divided = effect.of(each.bindings().size());
      for (Binding binding : each.bindings()) {
        Pull pull =
            new Pull(
                each.concept().id(),
                each.concept().label(),
                each.similarity(),
                each.concept().coherence(),
                binding.strength(),
                divided);
        strongest.merge(
            binding.episode(),
            new Held(pull, binding.fingerprint()),
            (a, b) -> b.pull().activation() > a.pull().activation() ? b : a);
      }
    }
    Map<Integer, Pull> pulls = new HashMap<>();
    for (int i = 0; i < corpus.memories().size(); i++) {
      Facts facts = corpus.memories().get(i);
      Held held = corpus.eligible()[i] ? strongest.get(facts.id()) : null;
      // A binding to what a memory said before it was changed holds nothing.
      if (held != null && held.fingerprint() == facts.fingerprint()) {
        pulls.put(i, held.pull());
      }
    }
    return pulls;
  }

  private static double confidence(Corpus corpus, List<Placed> placed) {
    int best = placed.getFirst().memory();
    int asked = 0;
    int had = 0;
    for (Word word : corpus.words()) {
      if (word.counts()) {
        asked++;
        had += word.own()[best] > 0 ? 1 : 0;
      }
    }
    double likeness = corpus.likeness().map(all -> (double) all[best]).orElse(0.0);
    return Evidence.confidence(
        Double.isNaN(likeness) ? 0 : likeness,
        asked == 0 ? 0 : (double) had / asked,
        placed.size());
  }
}
