package dev.mneme.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void shouldMakeColumnsAsWideAsWhatIsInThem() {
    Table table = new Table("A", "LONGER", "");
    table.row("wide cell", "b", "");

    assertThat(table.toString().lines()).containsExactly("A          LONGER", "wide cell  b");
  }

  @Test
  void shouldRefuseARowOfAnotherLength() {
    assertThatThrownBy(() -> new Table("A").row("a", "b")).hasMessageContaining("1 cells, not 2");
  }

  @Test
  void shouldSayDurationsInTheirTwoLargestUnits() {
    assertThat(Table.duration(Duration.ofSeconds(42))).isEqualTo("42s");
    assertThat(Table.duration(Duration.ofSeconds(432))).isEqualTo("7m 12s");
    assertThat(Table.duration(Duration.ofMinutes(125))).isEqualTo("2h 5m");
    assertThat(Table.duration(Duration.ofHours(76))).isEqualTo("3d 4h");
  }
}
