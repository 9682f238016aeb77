package dev.mneme.reader.anonymity;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SuppressionTest {

  private static final int K = 5;

  @Property(tries = 500)
  void shouldHideEverybodyOfWhatIsShownAndOfWhatIsLeftOut(
      @ForAll @Size(max = 12) List<@Size(min = 1, max = 9) Set<@IntRange(max = 30) Integer>> cells,
      @ForAll @IntRange(min = 2, max = 12) int k) {
    boolean[] shown = Suppression.shown(crowds(cells), k);

    Set<Integer> leftOut = new HashSet<>();
    for (int i = 0; i < shown.length; i++) {
      if (shown[i]) {
        assertThat(cells.get(i)).hasSizeGreaterThanOrEqualTo(k);
      } else {
        leftOut.addAll(cells.get(i));
      }
    }
    // What a total less the shown cells would say is about nobody, about enough, or there is no
    // shown cell to take off it.
    boolean nothing = allHidden(shown);
    assertThat(leftOut.isEmpty() || leftOut.size() >= k || nothing).isTrue();
  }

  @Example
  void shouldLeaveOutANeighbourOfASmallCell() {
    List<Crowd> cells = List.of(crowd(3), crowd(20), crowd(8), crowd(9));

    assertThat(Suppression.shown(cells, K)).containsExactly(false, true, false, true);
  }

  @Example
  void shouldShowTheRestWhereSmallCellsHideEachOther() {
    List<Crowd> cells = List.of(crowd(3), crowd(4, 100), crowd(8, 200));

    assertThat(Suppression.shown(cells, K)).containsExactly(false, false, true);
  }

  @Example
  void shouldLeaveOutMoreWhenTheSamePeopleAreInTheSmallCells() {
    List<Crowd> cells = List.of(crowd(3), crowd(3), crowd(8, 200), crowd(9, 300));

    assertThat(Suppression.shown(cells, K)).containsExactly(false, false, false, true);
  }

  @Example
  void shouldLeaveOutASumThatOnePersonMakes() {
    Crowd even = withShares(10, 10, 10, 10, 10, 10);
    Crowd dominated = withShares(1000, 1, 1, 1, 1, 1);

    assertThat(even.hides(K)).isTrue();
    assertThat(dominated.hides(K)).isFalse();
    assertThat(Suppression.shown(List.of(even, dominated), K)).containsExactly(false, false);
  }

  @Example
  void shouldShowAllWhereNobodyIsToBeHidden() {
    assertThat(Suppression.shown(List.of(crowd(1), withShares(7)), 1)).containsExactly(true, true);
  }

  @Property(tries = 300)
  void shouldKnowTheLargestSharesHoweverTheyAreAddedUp(
      @ForAll @Size(max = 20) List<@IntRange(min = -50, max = 50) Integer> values,
      @ForAll @IntRange(max = 20) int cut) {
    int at = Math.min(cut, values.size());
    Shares whole = shares(values);

    Shares divided = shares(values.subList(at, values.size())).and(shares(values.subList(0, at)));

    assertThat(divided).isEqualTo(whole);
    List<Integer> sorted =
        values.stream().map(Math::abs).sorted(java.util.Comparator.reverseOrder()).toList();
    assertThat(whole.largest().intValue()).isEqualTo(sorted.isEmpty() ? 0 : sorted.getFirst());
    assertThat(whole.second().intValue()).isEqualTo(sorted.size() < 2 ? 0 : sorted.get(1));
  }

  private static boolean allHidden(boolean[] shown) {
    for (boolean one : shown) {
      if (one) {
        return false;
      }
    }
    return true;
  }

  private static List<Crowd> crowds(List<Set<Integer>> cells) {
    List<Crowd> crowds = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      int cell = i;
      Fingerprint fingerprint =
          FingerprintTest.of(
              cells.get(i).stream()
                  .map(person -> new FingerprintTest.Given(person, 100 * cell + person))
                  .toList());
      crowds.add(new Crowd(cells.get(i).size(), fingerprint, null));
    }
    return crowds;
  }

  private static Crowd crowd(int people) {
    return crowd(people, 0);
  }

  private static Crowd crowd(int people, int from) {
    List<FingerprintTest.Given> given = new ArrayList<>();
    for (int person = from; person < from + people; person++) {
      given.add(new FingerprintTest.Given(person, person));
    }
    return new Crowd(people, FingerprintTest.of(given), null);
  }

  private static Crowd withShares(int... values) {
    Crowd crowd = crowd(values.length);
    Shares shares = Shares.NONE;
    for (int value : values) {
      shares = shares.and(BigDecimal.valueOf(value));
    }
    return new Crowd(crowd.people(), crowd.fingerprint(), shares);
  }

  private static Shares shares(List<Integer> values) {
    Shares shares = Shares.NONE;
    for (int value : values) {
      shares = shares.and(BigDecimal.valueOf(value));
    }
    return shares;
  }
}
