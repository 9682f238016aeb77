package dev.mneme.reader.recall.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mneme.reader.recall.blend.Blending.Blended;
import dev.mneme.reader.recall.blend.Blending.Scored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BlendingTest {

  private static final Evidence SURE = new Evidence(0.9, 0.8, 0.1);
  private static final Evidence UNSURE = new Evidence(0.1, 0.8, 0.1);
  private static final List<Scored> EPISODES =
      List.of(new Scored(4, 0.08), new Scored(2, 0.06), new Scored(9, 0.05), new Scored(1, 0.04));

  @Property(tries = 200)
  void shouldBeExactlyTheEpisodicAnswerWithoutConcepts(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int limit, @ForAll BlendMode mode) {
    List<Scored> episodes = episodes(seed);

    List<Blended> blended =
        Blending.blend(
            episodes, Map.of(), new Evidence(0.2, 0, 1), BlendPolicy.DEFAULT.in(mode), limit);

    assertThat(blended)
        .extracting(each -> new Scored(each.memory(), each.blend().score()))
        .isEqualTo(episodes.subList(0, Math.min(limit, episodes.size())));
    assertThat(blended).allMatch(each -> each.blend().provenance() == Provenance.EPISODIC);
  }

  @Property(tries = 200)
  void shouldAnswerEachMemoryOnceInTheOrderOfItsScores(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int limit, @ForAll BlendMode mode) {
    List<Scored> episodes = episodes(seed);
    Map<Integer, Pull> pulls = new HashMap<>();
    Random random = new Random(seed);
    for (int i = 0; i < 12; i++) {
      pulls.put(random.nextInt(40), pull(random.nextDouble(), random.nextDouble()));
    }

    List<Blended> blended =
        Blending.blend(episodes, pulls, UNSURE, BlendPolicy.DEFAULT.in(mode), limit);

    assertThat(blended).hasSizeLessThanOrEqualTo(limit);
    assertThat(blended).extracting(Blended::memory).doesNotHaveDuplicates();
    if (mode != BlendMode.EPISODIC_PRIORITY) {
      assertThat(blended).extracting(each -> -each.blend().score()).isSorted();
    }
    assertThat(blended)
        .filteredOn(each -> each.blend().provenance() == Provenance.COMPLETED)
        .hasSizeLessThanOrEqualTo(BlendPolicy.DEFAULT.completed());
  }

  private static List<Scored> episodes(long seed) {
    Random random = new Random(seed);
    List<Scored> episodes = new ArrayList<>();
    for (int i = 0; i < random.nextInt(25); i++) {
      episodes.add(new Scored(i, 0.01 + random.nextDouble()));
    }
    return episodes;
  }

  @Test
  void shouldLetWhatBothFindGainAndCompleteOnlyAWeakAnswer() {
    Map<Integer, Pull> pulls = Map.of(9, pull(0.8, 1), 7, pull(0.7, 0.9));

    List<Blended> sure = Blending.blend(EPISODES, pulls, SURE, BlendPolicy.DEFAULT, 4);
    List<Blended> unsure = Blending.blend(EPISODES, pulls, UNSURE, BlendPolicy.DEFAULT, 10);

    assertThat(sure).extracting(Blended::memory).doesNotContain(7);
    Blend convergent = of(sure, 9);
    assertThat(convergent.provenance()).isEqualTo(Provenance.CONVERGENT);
    assertThat(convergent.score()).isGreaterThan(0.05);
    assertThat(convergent.score())
        .isCloseTo(
            (convergent.episodicWeight() * convergent.episodic()
                    + convergent.semanticWeight() * convergent.semantic())
                / convergent.episodicWeight()
                * convergent.factor()
                * 0.08,
            within(1e-12));
    assertThat(of(unsure, 7).provenance()).isEqualTo(Provenance.COMPLETED);
    assertThat(of(unsure, 7).factor()).isEqualTo(BlendPolicy.DEFAULT.discount());
  }

  @Test
  void shouldFillASureAnswerThatIsShortWithWhatConceptsHold() {
    List<Blended> blended =
        Blending.blend(EPISODES, Map.of(7, pull(0.7, 0.9)), SURE, BlendPolicy.DEFAULT, 10);

    assertThat(of(blended, 7).provenance()).isEqualTo(Provenance.SEMANTIC);
    assertThat(of(blended, 7).factor()).isEqualTo(1);
  }

  @Test
  void shouldWeighSureEpisodesMoreAndIncoherentOrSlowConceptsLess() {
    Map<Integer, Pull> pulls = Map.of(9, pull(0.8, 1));

    double usual = semanticWeight(pulls, new Evidence(0.5, 0.8, 0.2));

    assertThat(semanticWeight(pulls, new Evidence(0.9, 0.8, 0.2))).isLessThan(usual);
    assertThat(semanticWeight(pulls, new Evidence(0.1, 0.8, 0.2))).isGreaterThan(usual);
    assertThat(semanticWeight(pulls, new Evidence(0.5, 0.6, 0.2))).isLessThan(usual);
    assertThat(semanticWeight(pulls, new Evidence(0.5, 0.8, 1.0))).isLessThan(usual);
    assertThat(
            of(Blending.blend(EPISODES, pulls, SURE, BlendPolicy.DEFAULT.in(BlendMode.FIXED), 4), 9)
                .semanticWeight())
        .isCloseTo(0.3, within(1e-12));
  }

  private static double semanticWeight(Map<Integer, Pull> pulls, Evidence evidence) {
    return of(Blending.blend(EPISODES, pulls, evidence, BlendPolicy.DEFAULT, 4), 9)
        .semanticWeight();
  }

  @Test
  void shouldKeepTheEpisodicOrderWhereEpisodesHavePriority() {
    Map<Integer, Pull> pulls = Map.of(1, pull(1, 1), 7, pull(1, 1));

    List<Blended> blended =
        Blending.blend(
            EPISODES, pulls, UNSURE, BlendPolicy.DEFAULT.in(BlendMode.EPISODIC_PRIORITY), 10);

    assertThat(blended).extracting(Blended::memory).containsExactly(4, 2, 9, 1, 7);
  }

  @Test
  void shouldActivateEachLessTheMoreAConceptHolds() {
    Pull few = new Pull(new UUID(0, 1), "dog", 0.8, 0.9, 0.5, Fan.LINEAR.of(4));

    assertThat(few.activation()).isCloseTo(0.8 * 0.9 * 0.5 / 4, within(1e-12));
    assertThat(Fan.SQRT.of(16)).isEqualTo(4);
    assertThat(Fan.NONE.of(16)).isEqualTo(1);
  }

  private static Pull pull(double similarity, double binding) {
    return new Pull(new UUID(0, 1), "dog", similarity, 0.8, binding, 1);
  }

  private static Blend of(List<Blended> blended, int memory) {
    return blended.stream()
        .filter(each -> each.memory() == memory)
        .findFirst()
        .orElseThrow()
        .blend();
  }
}
