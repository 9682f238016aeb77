package dev.mneme.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void shouldGiveEveryPartItsDocumentedDefault() {
    Ports ports = Ports.standard();

    assertThat(ports.of(PartName.WRITER)).isEqualTo(4099);
    assertThat(ports.of(PartName.READER)).isEqualTo(4100);
    assertThat(ports.of(PartName.GUARD)).isEqualTo(4101);
    assertThat(ports.of(PartName.AUDIT_SINK)).isEqualTo(4102);
    assertThat(ports.of(PartName.KAFKA)).isEqualTo(4103);
    assertThat(ports.kafkaController()).isEqualTo(4104);
    assertThat(ports.of(PartName.REGISTRY)).isEqualTo(4105);
    assertThat(ports.of(PartName.POSTGRES)).isEqualTo(4106);
  }

  @Test
  void shouldNotShareAPortBetweenTwoPartsOrTwoBlocksInARow() {
    Ports first = new Ports(5100);
    Ports second = new Ports(5100 + Ports.SIZE);

    EnumSet<PartName> most = EnumSet.allOf(PartName.class);
    assertThat(first.needed(most)).hasSize(Ports.SIZE);
    assertThat(first.needed(most).keySet())
        .doesNotContainAnyElementsOf(second.needed(most).keySet());
  }

  @Test
  void shouldNeedOnlyThePortsOfThePartsThatAreStarted() {
    assertThat(new Ports(5100).needed(EnumSet.of(PartName.KAFKA)))
        .containsOnlyKeys(5104, 5105)
        .containsValues("kafka", "kafka controller");
  }

  @Test
  void shouldHaveSeveralReadersOnlyWhenTheyAreAskedFor() {
    assertThat(PartName.all()).filteredOn(PartName::isReader).containsExactly(PartName.READER);
    assertThat(PartName.readers(3)).hasSize(3).allMatch(PartName::isService);
    assertThatThrownBy(() -> PartName.readers(4)).hasMessageContaining("from 1 to 3 readers");
  }

  @Test
  void shouldRefuseABaseWhoseBlockLeavesTheRange() {
    assertThatThrownBy(() -> new Ports(65530)).hasMessageContaining("not 65530");
    assertThatThrownBy(() -> new Ports(80)).hasMessageContaining("not 80");
  }
}
