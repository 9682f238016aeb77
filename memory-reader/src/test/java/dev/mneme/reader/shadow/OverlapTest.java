package dev.mneme.reader.shadow;

import static dev.mneme.reader.recall.Memories.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OverlapTest {

  @Test
  void shouldBeTheShareOfTheFirstMemoriesThatBothName() {
    assertThat(Overlap.of(ids(1, 2, 3, 4), ids(4, 3, 9, 8), 4)).isEqualTo(0.5);
    assertThat(Overlap.of(ids(1, 2, 3, 4), ids(4, 3, 2, 1), 4)).isEqualTo(1);
    assertThat(Overlap.of(ids(1, 2), ids(3, 4), 4)).isZero();
  }

  @Test
  void shouldNotLookBeyondTheFirst() {
    assertThat(Overlap.of(ids(1, 2, 3), ids(1, 9, 2), 2)).isEqualTo(0.5);
  }

  @Test
  void shouldCountWhatOnlyOneOfThemNames() {
    assertThat(Overlap.of(ids(1), ids(1, 2, 3, 4), 10)).isEqualTo(0.25);
    assertThat(Overlap.of(ids(), ids(1), 10)).isZero();
    assertThat(Overlap.of(ids(1), ids(), 10)).isZero();
    assertThat(Overlap.of(ids(), ids(), 10)).isEqualTo(1);
  }

  private static List<UUID> ids(int... numbers) {
    return IntStream.of(numbers).mapToObj(n -> id(n)).toList();
  }
}
