package dev.mneme.reader.distill;

import static dev.mneme.reader.distill.Crowds.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mneme.events.MemoryRecord;
import dev.mneme.reader.anonymity.Floors;
import dev.mneme.reader.distill.DistillRefused.Kind;
import dev.mneme.reader.distill.Distills.Distilled;
import dev.mneme.reader.recall.InMemoryRecords;
import dev.mneme.reader.recall.Memories;
import dev.mneme.reader.recall.RecallFilter;
import dev.mneme.reader.routing.Standing.Unfit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DistillsTest {

  private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");
  private static final Duration DAY = Duration.ofHours(24);

  private final InMemoryRecords records = new InMemoryRecords(Crowds.PARTITIONS);
  private Optional<Unfit> unfit = Optional.empty();
  private int released;
  private final Distills distills =
      new Distills(
          new LocalParts(records, _ -> unfit),
          Crowds.PARTITIONS,
          new LocalDisclosures(Crowds.LIMITS, 50_000_000),
          numbers -> released += numbers,
          Duration.ofSeconds(20),
          DAY);

  @Example
  void shouldSayWhatIsAsked() throws Exception {
    for (int person = 0; person < 10; person++) {
      records.put(Crowds.memory(person, person, person));
    }

    assertThat(result(ask(Aggregate.COUNT, null))).isEqualByComparingTo("10");
    assertThat(result(ask(Aggregate.SUM, "metadata.score"))).isEqualByComparingTo("45");
    assertThat(result(ask(Aggregate.AVERAGE, "metadata.score"))).isEqualByComparingTo("4.5");
    assertThat(result(ask(Aggregate.MIN, "metadata.score"))).isEqualByComparingTo("4");
    assertThat(result(ask(Aggregate.MAX, "metadata.score"))).isEqualByComparingTo("5");
  }

  @Example
  void shouldCountPeopleAndNotMemories() {
    for (int i = 0; i < 100; i++) {
      records.put(Crowds.memory(i, i % 4, 1));
    }

    assertThat(refused(ask(Aggregate.COUNT, null)).kind()).isEqualTo(Kind.TOO_FEW);
  }

  @Example
  void shouldRefuseNobodyAndAFewInTheSameWords() {
    DistillRefused nobody = refused(ask(Aggregate.COUNT, null));
    for (int person = 0; person < 4; person++) {
      records.put(Crowds.memory(person, person, 1));
    }

    DistillRefused few = refused(ask(Aggregate.COUNT, null));

    assertThat(few.getMessage()).isEqualTo(nobody.getMessage()).doesNotContainPattern("[0-9]");
    assertThat(few.kind()).isEqualTo(nobody.kind());
  }

  @Example
  void shouldLetTheCallerRaiseTheFloorAndNotLowerIt() throws Exception {
    for (int person = 0; person < 7; person++) {
      records.put(Crowds.memory(person, person, 1));
    }

    assertThat(result(ask(Aggregate.COUNT, null, null, RecallFilter.NONE, 7)))
        .isEqualByComparingTo("7");
    assertThat(refused(ask(Aggregate.COUNT, null, null, RecallFilter.NONE, 8)).kind())
        .isEqualTo(Kind.TOO_FEW);
    assertThat(ask(Aggregate.COUNT, null, null, RecallFilter.NONE, 2).k()).isEqualTo(5);
  }

  @Example
  void shouldShowWhichValuesThereAreOnlyWhereManyHaveThem() throws Exception {
    for (int i = 0; i < 6; i++) {
      records.put(Crowds.builder(i, i).setType("fact").build());
      records.put(Crowds.builder(10 + i, 10 + i).setType("decision").build());
      records.put(Crowds.builder(20 + i, 20 + i).setType("gotcha").build());
    }
    records.put(Crowds.builder(30, 30).setType("constraint").build());

    Distilled said = distills.answer(ask(Aggregate.DISTRIBUTION, "type"), NOW);

    // With the one constraint goes a neighbour, so that no total gives it away.
    assertThat(said.rows()).extracting(Row::value).containsExactly("fact", "gotcha");
    assertThat(said.rows()).extracting(Row::result).containsOnly(BigDecimal.valueOf(6));
  }

  @Example
  void shouldTellNumbersApartInSteps() throws Exception {
    for (int i = 0; i < 12; i++) {
      records.put(Crowds.memory(i, i, i < 6 ? 0.3 : -0.05));
    }
    DistillQuestion question =
        Crowds.POLICY.question(
            "cohort",
            Memories.TENANT,
            Aggregate.DISTRIBUTION,
            Field.at("metadata.score").orElseThrow(),
            null,
            RecallFilter.NONE,
            0.1,
            1);

    assertThat(distills.answer(question, NOW).rows())
        .extracting(Row::value)
        .containsExactly("-0.1", "0.3");
  }

  @Example
  void shouldTellTimesApart() throws Exception {
    for (int i = 0; i < 12; i++) {
      records.put(
          Crowds.builder(i, i).setOccurredAt(NOW.minus(Duration.ofDays(i < 6 ? 1 : 3))).build());
    }

    Distilled said =
        distills.answer(ask(Aggregate.COUNT, null, Bucket.DAY, RecallFilter.NONE, 1), NOW);

    assertThat(said.rows())
        .extracting(Row::bucket)
        .containsExactly(
            Instant.parse("2026-02-27T00:00:00Z"), Instant.parse("2026-03-01T00:00:00Z"));
  }

  @Example
  void shouldNotSayByDifferenceWhatItWouldNotSay() throws Exception {
    for (int person = 0; person < 10; person++) {
      records.put(Crowds.builder(person, person).setProject(person == 0 ? "his" : "p").build());
    }
    assertThat(result(ask(Aggregate.COUNT, null))).isEqualByComparingTo("10");

    RecallFilter others = new RecallFilter(null, null, null, null, null, "p", null);

    assertThat(refused(ask(Aggregate.COUNT, null, null, others, 1)).kind()).isEqualTo(Kind.TOO_FEW);
    assertThat(refused(ask(Aggregate.AVERAGE, "confidence", null, others, 1)).kind())
        .isEqualTo(Kind.TOO_FEW);
  }

  @Example
  void shouldGiveTheOldAnswerWhileAFewPeopleChange() throws Exception {
    for (int person = 0; person < 10; person++) {
      records.put(Crowds.memory(person, person, 1));
    }
    DistillQuestion count = ask(Aggregate.COUNT, null);
    distills.answer(count, NOW);
    for (int person = 10; person < 14; person++) {
      records.put(Crowds.memory(person, person, 1));
      Distilled again = distills.answer(count, NOW.plusSeconds(60));
      assertThat(again.rows().getFirst().result()).isEqualByComparingTo("10");
      assertThat(again.asOf()).isEqualTo(NOW);
    }
    records.put(Crowds.memory(14, 14, 1));

    assertThat(distills.answer(count, NOW.plusSeconds(120)).rows().getFirst().result())
        .isEqualByComparingTo("15");
  }

  /** The value that is furthest out never changes what is said of the ends. */
  @Property(tries = 100)
  void shouldNotShowWhoIsFurthestOut(
      @ForAll @Size(min = 8, max = 30) List<@IntRange(max = 1000) Integer> scores,
      @ForAll @IntRange(min = 1, max = 1_000_000) int further)
      throws Exception {
    Partial before = partial(scores, Aggregate.MAX);
    List<Integer> outlier = new ArrayList<>(scores);
    int highest = scores.indexOf(scores.stream().max(Integer::compareTo).orElseThrow());
    outlier.set(highest, scores.get(highest) + further);

    Partial after = partial(outlier, Aggregate.MAX);

    DistillQuestion question = ask(Aggregate.MAX, "metadata.score");
    assertThat(Statement.of(question, after).rows())
        .isEqualTo(Statement.of(question, before).rows());
    long atOrAbove =
        scores.stream()
            .filter(s -> s >= Statement.of(question, before).rows().getFirst().result().intValue())
            .count();
    assertThat(atOrAbove).isGreaterThanOrEqualTo(5);
  }

  @Example
  void shouldNotAddUpWhatIsOnePersons() {
    for (int person = 0; person < 10; person++) {
      records.put(Crowds.memory(person, person, person == 3 ? 100_000 : 1));
    }

    assertThat(refused(ask(Aggregate.SUM, "metadata.score")).kind()).isEqualTo(Kind.TOO_FEW);
    assertThat(refused(ask(Aggregate.AVERAGE, "metadata.score")).kind()).isEqualTo(Kind.TOO_FEW);
  }

  @Example
  void shouldAskOnlyWhatWasGivenForACohortOfThisTenant() throws Exception {
    for (int person = 0; person < 6; person++) {
      records.put(Crowds.memory(person, person, 1));
      MemoryRecord personal =
          Crowds.builder(20 + person, 20 + person).setFamily("personal").build();
      records.put(personal);
      records.put(Crowds.builder(40 + person, 40 + person).setTenant("umbrella").build());
    }

    assertThat(result(ask(Aggregate.COUNT, null))).isEqualByComparingTo("6");
    DistillPolicy all = new DistillPolicy(Crowds.POLICY.floors(), Crowds.POLICY.floors(), true);
    assertThat(question(all, "population").families())
        .containsExactlyInAnyOrder("cohort", "personal");
    assertThat(question(all, "cohort").families()).containsExactly("cohort");
    assertThat(question(Crowds.POLICY, "population").families()).containsExactly("cohort");
    assertThat(question(Crowds.POLICY, "population").k()).isEqualTo(100);
  }

  @Example
  void shouldTellOfEachNumberThatWasReleasedAboutTooFewPeople() throws Exception {
    for (int person = 0; person < 4; person++) {
      records.put(Crowds.memory(person, person, 1));
    }
    DistillPolicy open = new DistillPolicy(Floors.NONE, Crowds.POLICY.floors(), false);

    assertThat(refused(ask(Aggregate.COUNT, null)).kind()).isEqualTo(Kind.TOO_FEW);
    assertThat(released).isZero();
    assertThat(result(question(open, "cohort"))).isEqualByComparingTo("4");
    assertThat(released).isEqualTo(1);
    records.put(Crowds.memory(4, 4, 1));
    assertThat(result(question(open, "cohort"))).isEqualByComparingTo("5");
    assertThat(released).isEqualTo(1);
  }

  @Example
  void shouldSayNothingWhenAPartOfThemCannotBeRead() {
    for (int person = 0; person < 10; person++) {
      records.put(Crowds.memory(person, person, 1));
    }
    unfit = Optional.of(new Unfit("catching_up", "the index has not caught up with the log yet"));
    assertThat(refused(ask(Aggregate.COUNT, null)).kind()).isEqualTo(Kind.UNAVAILABLE);

    unfit = Optional.empty();
    records.fail();
    assertThat(refused(ask(Aggregate.COUNT, null)).kind()).isEqualTo(Kind.FAILED);
  }

  private static Partial partial(List<Integer> scores, Aggregate aggregate) throws Exception {
    Gathering gathering = new Gathering(ask(aggregate, "metadata.score"));
    for (int i = 0; i < scores.size(); i++) {
      gathering.add(
          Crowds.builder(i, i).setMetadata(Map.of("score", scores.get(i).toString())).build());
    }
    return gathering.build();
  }

  private static DistillQuestion question(DistillPolicy policy, String family) {
    return policy.question(
        family, Memories.TENANT, Aggregate.COUNT, null, null, RecallFilter.NONE, 0, 1);
  }

  private BigDecimal result(DistillQuestion question) throws DistillRefused {
    return distills.answer(question, NOW).rows().getFirst().result();
  }

  private DistillRefused refused(DistillQuestion question) {
    return catchThrowableOfType(DistillRefused.class, () -> distills.answer(question, NOW));
  }
}
