package dev.mneme.reader.concepts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mneme.events.ConceptBinding;
import dev.mneme.events.MemoryConcept;
import dev.mneme.reader.concepts.Consolidation.Outcome;
import dev.mneme.serde.AvroSafety;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ConsolidationTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final ConceptPolicy POLICY = ConceptPolicy.DEFAULT;
  private static final String OWNER = "acme/ada";
  private static final String MODEL = "model-1";

  static {
    AvroSafety.enforce();
  }

  private static Outcome cycle(Knowledge before, List<Episode> fresh, Instant at) {
    return Consolidation.cycle(OWNER, MODEL, before, fresh, Set.of(), POLICY, at);
  }

  @Test
  void shouldFormAConceptOfWhatThreeEpisodesReplay() {
    Knowledge two =
        cycle(
                Knowledge.NONE,
                List.of(Talk.episode(1, 0, 0.4), Talk.episode(2, 0, 0.4), Talk.episode(3, 1, 0)),
                NOON)
            .after();

    Outcome third = cycle(two, List.of(Talk.episode(4, 0, 0.4)), NOON);

    assertThat(two.concepts()).isEmpty();
    assertThat(third.formed()).isEqualTo(1);
    Concept concept = third.after().concepts().getFirst();
    assertThat(concept.bindings())
        .extracting(Binding::episode)
        .containsExactlyInAnyOrder(new UUID(7, 1), new UUID(7, 2), new UUID(7, 4));
    assertThat(concept.label()).startsWith("said topic0");
    assertThat(concept.coherence()).isBetween(0.6, 1.0);
    assertThat(third.changed()).containsExactly(concept);
  }

  @Property(tries = 40)
  void shouldNotDependOnHowEpisodesAreCutIntoCycles(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 17) int cut) {
    List<Episode> episodes = Talk.episodes(120, 9, seed);
    Knowledge whole = cycle(Knowledge.NONE, episodes, NOON).after();

    Knowledge cutUp = Knowledge.NONE;
    for (int from = 0; from < episodes.size(); from += cut) {
      cutUp =
          cycle(cutUp, episodes.subList(from, Math.min(episodes.size(), from + cut)), NOON).after();
    }

    assertThat(members(cutUp)).isEqualTo(members(whole)).isNotEmpty();
  }

  private static List<String> members(Knowledge knowledge) {
    return knowledge.concepts().stream()
        .map(each -> each.id() + " " + each.bindings().stream().map(Binding::episode).toList())
        .toList();
  }

  @Property(tries = 40)
  void shouldKeepEveryConceptCoherentReplayedAndBound(@ForAll long seed) {
    Knowledge known = Knowledge.NONE;
    List<Episode> episodes = Talk.episodes(300, 12, seed);
    for (int from = 0; from < 300; from += 50) {
      known =
          cycle(known, episodes.subList(from, from + 50), NOON.plusSeconds(300L * from)).after();
    }

    assertThat(known.concepts()).isNotEmpty();
    assertThat(known.concepts())
        .allSatisfy(
            concept -> {
              assertThat(concept.coherence()).isGreaterThanOrEqualTo(POLICY.coherence() - 1e-6);
              assertThat(concept.bindings()).hasSizeGreaterThanOrEqualTo(POLICY.replays());
              assertThat(concept.bindings())
                  .allSatisfy(binding -> assertThat(binding.strength()).isBetween(0.0, 1.0));
              assertThat(concept.coherence())
                  .isCloseTo(meanCosine(concept, episodes), within(1e-3));
            });
  }

  private static double meanCosine(Concept concept, List<Episode> episodes) {
    return concept.bindings().stream()
        .mapToDouble(
            binding ->
                episodes.stream()
                    .filter(each -> each.id().equals(binding.episode()))
                    .mapToDouble(each -> concept.similarity(each.vector()))
                    .findFirst()
                    .orElseThrow())
        .average()
        .orElseThrow();
  }

  @Test
  void shouldTakeAnEpisodeInOnce() {
    Episode again = Talk.episode(1, 0, 0.3);
    List<Episode> three = List.of(again, Talk.episode(2, 0, 0.3), Talk.episode(3, 0, 0.3));
    Knowledge known = cycle(Knowledge.NONE, three, NOON).after();

    Outcome second = cycle(known, List.of(again), NOON);

    assertThat(second.changed()).isEmpty();
    assertThat(second.after()).isEqualTo(known);
  }

  @Test
  void shouldGrowWhatIsUsedAndLetTheRestDecayUntilItDies() {
    Knowledge known = cycle(Knowledge.NONE, three(0, 0), NOON).after();
    Concept concept = known.concepts().getFirst();
    double before = concept.bindings().getLast().strength();

    Outcome used =
        Consolidation.cycle(
            OWNER, MODEL, known, List.of(), Set.of(concept.id()), POLICY, NOON.plusSeconds(1));
    Outcome later = cycle(known, List.of(), NOON.plus(POLICY.halfLife()));
    Outcome dead = cycle(known, List.of(), NOON.plus(Duration.ofDays(200)));

    assertThat(used.after().concepts().getFirst().bindings().getLast().strength())
        .isCloseTo(Math.min(1, before + POLICY.growth()), within(1e-4));
    assertThat(later.changed()).isEmpty();
    assertThat(concept.alive(NOON.plus(POLICY.halfLife()), POLICY).getLast().strength())
        .isCloseTo(before / 2, within(1e-9));
    assertThat(dead.after().concepts()).isEmpty();
    assertThat(dead.died()).containsExactly(concept.id());
  }

  @Test
  void shouldHoldNothingOfAnEpisodeThatLeft() {
    List<Episode> four = new ArrayList<>(three(0, 0));
    four.add(Talk.episode(9, 0, 0.3));
    Concept concept = cycle(Knowledge.NONE, four, NOON).after().concepts().getFirst();

    Concept rebuilt =
        Consolidation.rebuilt(concept, four.subList(0, 3), List.of(), POLICY, NOON).orElseThrow();

    Concept never = cycle(Knowledge.NONE, four.subList(0, 3), NOON).after().concepts().getFirst();
    assertThat(rebuilt.sum())
        .containsExactly(never.sum(), org.assertj.core.data.Offset.offset(1e-6f));
    assertThat(rebuilt.terms()).isEqualTo(never.terms()).doesNotContainKey("word9");
    assertThat(rebuilt.label()).isEqualTo(never.label());
    assertThat(rebuilt.bindings()).extracting(Binding::episode).doesNotContain(new UUID(7, 9));
  }

  @Test
  void shouldDieWhenTooLittleIsLeft() {
    List<Episode> three = three(0, 0);
    Concept concept = cycle(Knowledge.NONE, three, NOON).after().concepts().getFirst();

    assertThat(Consolidation.rebuilt(concept, three.subList(0, 2), List.of(), POLICY, NOON))
        .isEmpty();
  }

  @Test
  void shouldNotCompareConceptsOfAnotherModel() {
    Knowledge known = cycle(Knowledge.NONE, three(0, 0), NOON).after();

    Outcome other =
        Consolidation.cycle(OWNER, "model-2", known, three(10, 0), Set.of(), POLICY, NOON);

    assertThat(other.died()).containsExactly(known.concepts().getFirst().id());
    assertThat(other.after().concepts()).hasSize(1);
    assertThat(other.after().concepts().getFirst().model()).isEqualTo("model-2");
  }

  @Test
  void shouldBoundWhatASubjectKeepsInMind() {
    ConceptPolicy small =
        new ConceptPolicy(
            0.55,
            0.65,
            3,
            0.6,
            0.02,
            Duration.ofDays(30),
            0.1,
            new ConceptPolicy.Limits(2, 4, 3, 3));
    List<Episode> episodes = Talk.episodes(400, 40, 5);

    Outcome outcome =
        Consolidation.cycle(OWNER, MODEL, Knowledge.NONE, episodes, Set.of(), small, NOON);

    assertThat(outcome.after().concepts()).hasSizeLessThanOrEqualTo(2);
    assertThat(outcome.after().candidates()).hasSizeLessThanOrEqualTo(4);
    assertThat(outcome.after().concepts())
        .allSatisfy(each -> assertThat(each.bindings()).hasSizeLessThanOrEqualTo(3));
  }

  @Test
  void shouldReadBackWhatStandsOnTheTopicAndRefuseWhatCannotBe() {
    Concept concept = cycle(Knowledge.NONE, three(0, 0), NOON).after().concepts().getFirst();
    MemoryConcept record = ConceptRecord.of(concept);

    Concept read = ConceptRecord.read(record);

    assertThat(read.sum()).isEqualTo(concept.sum());
    assertThat(read.bindings()).isEqualTo(concept.bindings());
    assertThat(read.terms()).isEqualTo(concept.terms());
    for (double wrong : new double[] {Double.NaN, -0.1, 1.5, Double.POSITIVE_INFINITY}) {
      List<ConceptBinding> bindings = new ArrayList<>(record.getBindings());
      bindings.set(0, new ConceptBinding(bindings.getFirst().getEpisodeId(), 1L, wrong));
      assertThatThrownBy(
              () ->
                  ConceptRecord.read(
                      MemoryConcept.newBuilder(record).setBindings(bindings).build()))
          .hasMessageContaining("strength");
    }
    assertThatThrownBy(
            () ->
                ConceptRecord.read(
                    MemoryConcept.newBuilder(record)
                        .setBindings(record.getBindings().subList(1, 3))
                        .build()))
        .hasMessageContaining("coherence");
  }

  @Test
  void shouldNameAConceptByWhatTellsItFromTheOthers() {
    Map<String, Integer> dogs = Map.of("dog", 3, "said", 3, "walk", 2);
    Map<String, Integer> spread = Label.spread(List.of(dogs, Map.of("said", 4), Map.of("said", 2)));

    assertThat(Label.of(dogs, spread, 3)).isEqualTo("dog walk said");
  }

  private static List<Episode> three(int from, int topic) {
    return List.of(
        Talk.episode(from + 1, topic, 0.3),
        Talk.episode(from + 2, topic, 0.3),
        Talk.episode(from + 3, topic, 0.3));
  }
}
