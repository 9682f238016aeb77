package dev.mneme.reader.anonymity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.reader.anonymity.Disclosures.Full;
import dev.mneme.reader.anonymity.Disclosures.Granted;
import dev.mneme.reader.anonymity.Disclosures.TooClose;
import dev.mneme.reader.anonymity.Disclosures.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DisclosuresTest {

  private static final int K = 5;
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Disclosures.Limits LIMITS =
      new Disclosures.Limits(Duration.ofHours(24), 100, 1_000_000, 50);

  private Disclosures known = Disclosures.EMPTY;

  @Example
  void shouldSayTheSameAsOftenAsItIsAsked() {
    assertThat(say(people(0, 10))).isTrue();

    assertThat(say(people(0, 10))).isTrue();
    assertThat(known.said()).hasSize(1);
  }

  @Example
  void shouldNotSayWhatDiffersByAFew() {
    assertThat(say(people(0, 10))).isTrue();

    assertThat(say(people(0, 9))).isFalse();
    assertThat(say(people(0, 11))).isFalse();
    assertThat(say(people(2, 12))).isFalse();
    assertThat(say(people(0, 5))).isTrue();
  }

  @Example
  void shouldNotSayWhatTwoOthersLeaveAFewOf() {
    assertThat(say(people(0, 20))).isTrue();
    assertThat(say(people(0, 10))).isTrue();

    // 20 − 10 leaves 10..19; 11..19 would leave one of them.
    assertThat(say(people(11, 20))).isFalse();
    assertThat(say(people(10, 20))).isTrue();
  }

  @Example
  void shouldForgetAfterTheWindowAndNotBefore() {
    assertThat(say(people(0, 10))).isTrue();

    assertThat(decide(people(0, 9), NOW.plus(Duration.ofHours(24)).minusMillis(1)))
        .isInstanceOf(TooClose.class);
    assertThat(decide(people(0, 9), NOW.plus(Duration.ofHours(24)))).isInstanceOf(Granted.class);
  }

  @Example
  void shouldRememberFromTheLastTimeItWasSaid() {
    say(people(0, 10));
    Instant later = NOW.plus(Duration.ofHours(20));
    known = ((Granted) decide(people(0, 10), later)).next();

    assertThat(decide(people(0, 9), NOW.plus(Duration.ofHours(30)))).isInstanceOf(TooClose.class);
  }

  @Example
  void shouldSayNoMoreRatherThanForget() {
    Disclosures.Limits two = new Disclosures.Limits(Duration.ofHours(24), 2, 1_000_000, 50);
    for (int i = 0; i < 2; i++) {
      Verdict verdict = known.decide(claim(people(100 * i, 100 * i + 10)), two, NOW);
      known = ((Granted) verdict).next();
    }

    assertThat(known.decide(claim(people(500, 510)), two, NOW.plusSeconds(60)))
        .isEqualTo(new Full(NOW.plus(Duration.ofHours(24))));
    assertThat(known.decide(claim(people(0, 10)), two, NOW)).isInstanceOf(Granted.class);
  }

  @Example
  void shouldTakeTheHigherOfTwoFloors() {
    known =
        ((Granted) known.decide(new Claim(20, List.of(of(people(0, 40))), List.of()), LIMITS, NOW))
            .next();

    assertThat(say(people(0, 30))).isFalse();
    assertThat(say(people(0, 20))).isTrue();
  }

  @Example
  void shouldCompareEndsWithEndsOnly() {
    known =
        ((Granted)
                known.decide(
                    new Claim(K, List.of(of(people(0, 8))), List.of(of(people(0, 5)))),
                    LIMITS,
                    NOW))
            .next();

    Verdict further =
        known.decide(
            new Claim(K, List.of(of(people(0, 8))), List.of(of(people(0, 6)))), LIMITS, NOW);

    assertThat(further).isInstanceOf(TooClose.class);
  }

  /** Whatever is asked in whatever order: no two of what was said are a few people apart. */
  @Property(tries = 200)
  void shouldNeverHaveSaidTwoThatAreAFewPeopleApart(
      @ForAll @Size(max = 12)
          List<@Size(min = 5, max = 25) Set<@IntRange(max = 25) Integer>> questions) {
    Disclosures all = Disclosures.EMPTY;
    List<Set<Integer>> said = new ArrayList<>();
    for (Set<Integer> question : questions) {
      if (all.decide(claim(question), LIMITS, NOW) instanceof Granted(Disclosures next)) {
        all = next;
        said.add(question);
      }
    }

    for (Set<Integer> one : said) {
      for (Set<Integer> other : said) {
        assertThat(apart(one, other))
            .satisfiesAnyOf(
                n -> assertThat(n).isZero(), n -> assertThat(n).isGreaterThanOrEqualTo(K));
        Set<Integer> both = new HashSet<>(one);
        if (both.stream().noneMatch(other::contains)) {
          both.addAll(other);
          for (Set<Integer> whole : said) {
            assertThat(apart(whole, both))
                .satisfiesAnyOf(
                    n -> assertThat(n).isZero(), n -> assertThat(n).isGreaterThanOrEqualTo(K));
          }
        }
      }
    }
  }

  private static int apart(Set<Integer> one, Set<Integer> other) {
    Set<Integer> only = new HashSet<>(one);
    only.addAll(other);
    Set<Integer> common = new HashSet<>(one);
    common.retainAll(other);
    only.removeAll(common);
    return only.size();
  }

  private boolean say(Set<Integer> people) {
    if (decide(people, NOW) instanceof Granted(Disclosures next)) {
      known = next;
      return true;
    }
    return false;
  }

  private Verdict decide(Set<Integer> people, Instant at) {
    return known.decide(claim(people), LIMITS, at);
  }

  private static Claim claim(Set<Integer> people) {
    return new Claim(K, List.of(of(people)), List.of());
  }

  /** One memory each. */
  private static Fingerprint of(Set<Integer> people) {
    return FingerprintTest.of(people.stream().map(p -> new FingerprintTest.Given(p, p)).toList());
  }

  private static Set<Integer> people(int from, int to) {
    return Set.copyOf(IntStream.range(from, to).boxed().toList());
  }
}
