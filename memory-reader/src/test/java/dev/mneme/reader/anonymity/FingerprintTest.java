package dev.mneme.reader.anonymity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FingerprintTest {

  /** One memory of one person, by their numbers. */
  record Given(int person, int memory) {}

  @Property(tries = 300)
  void shouldAddUpHoweverItWasDivided(
      @ForAll @Size(max = 60) List<@IntRange(max = 500) Integer> numbers,
      @ForAll @IntRange(min = 1, max = 5) int parts) {
    List<Given> given = given(numbers);
    Fingerprint together = Fingerprint.EMPTY;
    for (int part = parts - 1; part >= 0; part--) {
      int of = part;
      together = together.plus(of(given.stream().filter(g -> g.person() % parts == of).toList()));
    }

    assertThat(together).isEqualTo(of(given));
  }

  @Property(tries = 300)
  void shouldNeverCountAPersonTooMany(
      @ForAll Set<@IntRange(max = 500) Integer> one,
      @ForAll Set<@IntRange(max = 500) Integer> two) {
    Set<Integer> onlyInOne = new HashSet<>(one);
    onlyInOne.removeAll(two);
    Set<Integer> onlyInTwo = new HashSet<>(two);
    onlyInTwo.removeAll(one);
    long people =
        given(List.copyOf(union(onlyInOne, onlyInTwo))).stream()
            .map(Given::person)
            .distinct()
            .count();

    int between = of(given(List.copyOf(one))).between(of(given(List.copyOf(two))), 10_000);

    assertThat(between).isLessThanOrEqualTo((int) people);
    assertThat(between == 0).isEqualTo(people == 0);
  }

  @Example
  void shouldSeeThatTheSamePeopleGaveSomethingElse() {
    Fingerprint before = of(List.of(new Given(1, 1), new Given(2, 1)));
    Fingerprint after = of(List.of(new Given(1, 1), new Given(1, 2), new Given(2, 1)));

    assertThat(before.between(after, 5)).isEqualTo(1);
  }

  @Example
  void shouldTakeOneAndTwoOffEachOther() {
    Fingerprint ada = of(List.of(new Given(1, 1)));
    Fingerprint rest = of(List.of(new Given(2, 1), new Given(3, 1)));

    assertThat(ada.plus(rest).left(false, ada, false, rest, 5)).isZero();
    assertThat(ada.plus(rest).between(rest, 5)).isEqualTo(1);
    assertThat(rest.left(true, ada, false, ada.plus(rest), 5)).isZero();
    assertThat(rest.left(true, ada, true, rest, 5)).isEqualTo(3);
  }

  @Example
  void shouldBeMadeAgainFromItsPartsAndFromNothingElse() {
    Fingerprint made = of(given(List.of(3, 77, 401)));

    assertThat(Fingerprint.of(made.buckets(), made.sums())).isEqualTo(made);
    assertThatThrownBy(() -> Fingerprint.of(new int[] {2, 1}, new long[] {1, 1}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Fingerprint.of(new int[] {1}, new long[] {0}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Fingerprint.of(new int[] {Fingerprint.BUCKETS}, new long[] {1}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Three memories a person. */
  private static List<Given> given(List<Integer> numbers) {
    return numbers.stream().distinct().map(n -> new Given(n / 3, n)).toList();
  }

  static Fingerprint of(List<Given> given) {
    Fingerprint.Builder builder = new Fingerprint.Builder();
    for (Given one : given) {
      builder.add(Digest.of("person " + one.person()), Digest.of(new UUID(0, one.memory()), 1));
    }
    return builder.build();
  }

  private static Set<Integer> union(Set<Integer> one, Set<Integer> two) {
    Set<Integer> both = new HashSet<>(new ArrayList<>(one));
    both.addAll(two);
    return both;
  }
}
