package dev.mneme.reader.concepts;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Takes the new episodes of one subject in, one after the other, as leader clustering does
 * (Hartigan, 1975): each joins what it is most alike, or begins something of its own. What three
 * episodes have replayed and is coherent is a concept.
 *
 * <p>An episode costs as much as there are concepts and candidates, which are limited, and nothing
 * stored is looked at again. Who joins what does not depend on how the episodes are cut into
 * cycles.
 *
 * @see <a
 *     href="../../../../../../../../docs/decisions/0040-concepts-are-formed-episode-by-episode.md">0040</a>
 */
public final class Consolidation {

  /**
   * What a cycle gave.
   *
   * @param after what is known from now on
   * @param changed concepts that are new or not as they were
   * @param died concepts that are no more
   * @param withered concepts of which bindings have died: to be made anew from the others
   */
  public record Outcome(
      Knowledge after, List<Concept> changed, Set<UUID> died, List<Concept> withered, int formed) {}

  private final String owner;
  private final String model;
  private final ConceptPolicy policy;
  private final Instant at;
  private final Map<UUID, Growing> concepts = new TreeMap<>();
  private final List<Candidate> candidates;
  private final Set<UUID> died = new TreeSet<>();
  private long seen;
  private int formed;

  /** A concept while its subject is consolidated. */
  private static final class Growing {
    private final UUID id;
    private final Instant formedAt;
    private final String label;
    private final int cycles;
    private final Instant usedAt;
    private final float[] sum;
    private final List<Binding> bindings;
    private final int old;
    private Map<String, Integer> terms;
    private double length;
    private boolean used;

    Growing(UUID id, Concept before, boolean used) {
      this.id = id;
      this.formedAt = before.formedAt();
      this.label = before.label();
      this.cycles = before.cycles();
      this.usedAt = before.usedAt();
      this.sum = before.sum().clone();
      this.bindings = new ArrayList<>(before.bindings());
      this.old = bindings.size();
      this.terms = before.terms();
      this.length = Vectors.length(sum);
      this.used = used;
    }

    double similarity(float[] vector) {
      return vector.length == sum.length ? Vectors.dot(sum, vector) / length : 0;
    }

    /** The mean cosine to the centroid, were the vector one of its episodes. */
    double coherenceWith(double similarity) {
      return Math.sqrt(length * length + 2 * similarity * length + 1) / (bindings.size() + 1);
    }

    void take(Episode episode, float[] unit, double strength) {
      Vectors.add(sum, unit);
      length = Vectors.length(sum);
      bindings.add(new Binding(episode.id(), episode.fingerprint(), strength));
      terms = Label.with(terms, episode.terms());
    }
  }

  private Consolidation(
      String owner, String model, Knowledge before, ConceptPolicy policy, Instant at) {
    this.owner = owner;
    this.model = model;
    this.policy = policy;
    this.at = at;
    this.candidates = new ArrayList<>(before.candidates());
    this.seen = before.seen();
  }

  /**
   * One cycle of one subject.
   *
   * @param owner the subject and its tenant; concepts take their ids from it
   * @param fresh episodes that were not taken in before; those that were are left out
   * @param used concepts that recalls have used since the last cycle
   */
  public static Outcome cycle(
      String owner,
      String model,
      Knowledge before,
      List<Episode> fresh,
      Collection<UUID> used,
      ConceptPolicy policy,
      Instant at) {
    Consolidation cycle = new Consolidation(owner, model, before, policy, at);
    List<Concept> withered = new ArrayList<>();
    for (Concept concept : before.concepts()) {
      int alive = concept.alive(at, policy).size();
      if (!concept.model().equals(model) || alive < policy.replays()) {
        cycle.died.add(concept.id());
      } else {
        if (alive < concept.bindings().size()) {
          withered.add(concept);
        }
        cycle.grow(concept, used);
      }
    }
    Set<UUID> known = before.episodes();
    fresh.stream()
        .sorted(Episode.AS_SAID)
        .filter(episode -> known.add(episode.id()))
        .forEach(cycle::take);
    return cycle.outcome(before, withered);
  }

  /**
   * A concept made anew from the episodes it still has, or none when they are too few or too
   * unlike. Nothing of the others is left in it.
   *
   * @param remaining those of its episodes that are still there, as they are now
   * @param others the words of the subject's other concepts
   */
  public static Optional<Concept> rebuilt(
      Concept before,
      Collection<Episode> remaining,
      Collection<Map<String, Integer>> others,
      ConceptPolicy policy,
      Instant at) {
    Map<UUID, Episode> byId = new TreeMap<>();
    remaining.forEach(episode -> byId.put(episode.id(), episode));
    float[] sum = new float[before.sum().length];
    List<Binding> bindings = new ArrayList<>();
    Map<String, Integer> terms = Map.of();
    for (Binding binding : before.alive(at, policy)) {
      Episode episode = byId.get(binding.episode());
      if (episode != null
          && episode.fingerprint() == binding.fingerprint()
          && episode.vector().length == sum.length) {
        Vectors.add(sum, episode.vector());
        bindings.add(binding);
        terms = Label.with(terms, episode.terms());
      }
    }
    if (bindings.size() < policy.replays()
        || Vectors.length(sum) / bindings.size() < policy.coherence()) {
      return Optional.empty();
    }
    List<Map<String, Integer>> all = new ArrayList<>(others);
    all.add(terms);
    return Optional.of(
        new Concept(
            before.id(),
            before.model(),
            sum,
            Label.of(terms, Label.spread(all), all.size()),
            terms,
            bindings,
            before.formedAt(),
            at,
            before.cycles()));
  }

  private void grow(Concept concept, Collection<UUID> used) {
    concepts.put(concept.id(), new Growing(concept.id(), concept, used.contains(concept.id())));
  }

  private record Near(Growing concept, double similarity) {}

  private void take(Episode episode) {
    seen++;
    float[] unit = episode.vector();
    List<Near> near =
        concepts.values().stream()
            .map(concept -> new Near(concept, concept.similarity(unit)))
            .filter(each -> each.similarity() >= policy.similarity())
            .filter(each -> each.concept().coherenceWith(each.similarity()) >= policy.coherence())
            .sorted(
                Comparator.comparingDouble(Near::similarity)
                    .reversed()
                    .thenComparing(each -> each.concept().id))
            .limit(policy.limits().perEpisode())
            .toList();
    if (near.isEmpty()) {
      await(episode, unit);
      return;
    }
    for (int i = 0; i < near.size(); i++) {
      Near each = near.get(i);
      if (i == 0 || each.similarity() >= policy.further()) {
        each.concept().used = true;
        if (each.concept().bindings.size() < policy.limits().bindings()) {
          each.concept().take(episode, unit, Math.clamp(each.similarity(), 0, 1));
        }
      }
    }
  }

  /** Joins a candidate or begins one; the candidate may be a concept by that. */
  private void await(Episode episode, float[] unit) {
    int nearest = -1;
    double likeness = policy.similarity();
    for (int i = 0; i < candidates.size(); i++) {
      double similarity = candidates.get(i).similarity(unit);
      if (similarity >= likeness && (nearest < 0 || similarity > likeness)) {
        nearest = i;
        likeness = similarity;
      }
    }
    if (nearest < 0) {
      if (candidates.size() == policy.limits().candidates()) {
        candidates.remove(
            candidates.stream().min(Comparator.comparingLong(Candidate::touched)).orElseThrow());
      }
      candidates.add(
          new Candidate(
              unit,
              Label.with(Map.of(), episode.terms()),
              List.of(new Binding(episode.id(), episode.fingerprint(), 1)),
              seen));
      return;
    }
    Candidate before = candidates.remove(nearest);
    float[] sum = before.sum().clone();
    Vectors.add(sum, unit);
    List<Binding> bindings = new ArrayList<>(before.bindings());
    bindings.add(new Binding(episode.id(), episode.fingerprint(), Math.clamp(likeness, 0, 1)));
    Candidate after =
        new Candidate(sum, Label.with(before.terms(), episode.terms()), bindings, seen);
    if (bindings.size() >= policy.replays() && after.coherence() >= policy.coherence()) {
      form(after);
    } else if (bindings.size() < policy.limits().bindings()) {
      candidates.add(after);
    }
  }

  private void form(Candidate candidate) {
    if (concepts.size() == policy.limits().concepts()) {
      Growing weakest =
          concepts.values().stream()
              .min(
                  Comparator.comparingDouble(
                          (Growing each) ->
                              each.bindings.stream().mapToDouble(Binding::strength).sum()
                                  * each.length
                                  / each.bindings.size())
                      .thenComparing(each -> each.id))
              .orElseThrow();
      concepts.remove(weakest.id);
      died.add(weakest.id);
    }
    UUID id =
        UUID.nameUUIDFromBytes(
            (owner + "\n" + model + "\n" + candidate.bindings().getFirst().episode())
                .getBytes(StandardCharsets.UTF_8));
    // What began anew where something died is not dead.
    died.remove(id);
    concepts.put(
        id,
        new Growing(
            id,
            new Concept(
                id, model, candidate.sum(), "", candidate.terms(), candidate.bindings(), at, at, 0),
            true));
    formed++;
  }

  private Outcome outcome(Knowledge before, List<Concept> withered) {
    Map<UUID, Concept> known = new TreeMap<>();
    before.concepts().forEach(each -> known.put(each.id(), each));
    List<Map<String, Integer>> words = new ArrayList<>();
    concepts.values().forEach(each -> words.add(each.terms));
    Map<String, Integer> spread =
        concepts.values().stream().anyMatch(each -> each.used) ? Label.spread(words) : Map.of();
    List<Concept> all = new ArrayList<>();
    List<Concept> changed = new ArrayList<>();
    for (Growing each : concepts.values()) {
      Concept unchanged = known.get(each.id);
      if (!each.used && unchanged != null) {
        all.add(unchanged);
      } else {
        Concept now = used(each, spread, words.size());
        all.add(now);
        changed.add(now);
      }
    }
    return new Outcome(
        new Knowledge(all, candidates, seen), changed, Set.copyOf(died), withered, formed);
  }

  private Concept used(Growing each, Map<String, Integer> spread, int words) {
    double left = Binding.left(Duration.between(each.usedAt, at), policy.halfLife());
    return new Concept(
        each.id,
        model,
        each.sum,
        Label.of(each.terms, spread, words),
        each.terms,
        IntStream.range(0, each.bindings.size())
            .mapToObj(i -> grown(each.bindings.get(i), i < each.old ? left : 1))
            .toList(),
        each.formedAt,
        at,
        each.cycles + 1);
  }

  private Binding grown(Binding binding, double left) {
    return binding.with(Math.min(1, binding.strength() * left + policy.growth()));
  }
}
