package dev.mneme.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void shouldAskTheSameAtTheSameTimesForTheSameSeed() {
    assertThat(arrivals(Scenario.MIXED, 7)).isEqualTo(arrivals(Scenario.MIXED, 7));
    assertThat(arrivals(Scenario.MIXED, 7)).isNotEqualTo(arrivals(Scenario.MIXED, 8));
  }

  @Test
  void shouldAskAsOftenAsThePlanSaysAndInItsShares() {
    List<Arrival> arrivals = arrivals(Scenario.MIXED, 1);

    assertThat((double) arrivals.size()).isCloseTo(6000, within(400.0));
    assertThat(arrivals).allMatch(arrival -> arrival.atNanos() < MINUTE.toNanos());
    assertThat(arrivals).extracting(Arrival::atNanos).isSorted();
    long stores = arrivals.stream().filter(arrival -> arrival.act() == Act.STORE).count();
    assertThat((double) stores / arrivals.size()).isCloseTo(0.3, within(0.03));
    for (Scenario scenario : Scenario.values()) {
      assertThat(arrivals(scenario, 1)).isNotEmpty();
    }
  }

  @Test
  void shouldRefusePlansThatCouldNotBeChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LoadPlan(Scenario.STORE, 1, 100, MINUTE, 1))
        .withMessageContaining("8 subjects");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LoadPlan(Scenario.STORE, 1, 0, MINUTE, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scenario.labelled("storm"))
        .withMessageContaining("mixed, store, recall, context, churn");
  }

  private static List<Arrival> arrivals(Scenario scenario, long seed) {
    List<Arrival> all = new ArrayList<>();
    new Arrivals(new LoadPlan(scenario, seed, 100, MINUTE, 50)).forEachRemaining(all::add);
    return all;
  }
}
