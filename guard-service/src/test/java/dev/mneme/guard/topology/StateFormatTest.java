package dev.mneme.guard.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.guard.decision.Count;
import dev.mneme.guard.decision.Failure;
import dev.mneme.guard.decision.Forced;
import dev.mneme.guard.decision.GuardState;
import dev.mneme.guard.decision.Holding;
import dev.mneme.guard.decision.Mode;
import dev.mneme.guard.decision.Position;
import dev.mneme.guard.decision.ProbeOffered;
import dev.mneme.guard.decision.Probing;
import dev.mneme.guard.decision.Reason;
import dev.mneme.guard.decision.RecentOutcomes;
import dev.mneme.guard.decision.Result;
import dev.mneme.guard.decision.Returning;
import dev.mneme.guard.decision.Serving;
import dev.mneme.guard.decision.Spared;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StateFormatTest {

  @Property
  void shouldReadBackWhatItWrote(@ForAll("states") GuardState state) {
    assertThat(StateFormat.decode(StateFormat.encode(state))).isEqualTo(state);
  }

  @Property(tries = 200)
  void shouldRefuseACutState(@ForAll("states") GuardState state) {
    byte[] bytes = StateFormat.encode(state);

    assertThatThrownBy(() -> StateFormat.decode(Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Example
  void shouldRefuseAVersionItDoesNotKnow() {
    assertThatThrownBy(() -> StateFormat.decode(new byte[] {3, 1}))
        .hasMessage("guard state has version 3, known is up to 2");
  }

  /** Changelogs of released versions hold these bytes: they must stay readable. */
  @Example
  void shouldReadTheFirstVersion() {
    byte[] bytes =
        HexFormat.of()
            .parseHex(
                "0102"
                    + "00096e6577406c6f63616c"
                    + "0000000000000007"
                    + "000474657374"
                    + "000c70726f62655f6661696c6564"
                    + "00000002"
                    + "0000019b76da9000");

    assertThat(StateFormat.decode(bytes))
        .isEqualTo(
            new Holding(
                "new@local",
                7,
                Instant.ofEpochMilli(0x019b76da9000L),
                2,
                Reason.PROBE_FAILED,
                "test"));
  }

  @Provide
  Arbitrary<GuardState> states() {
    Arbitrary<String> names = Arbitraries.strings().ofMaxLength(20);
    Arbitrary<Long> epochs = Arbitraries.longs().greaterOrEqual(0);
    Arbitrary<Integer> counts = Arbitraries.integers().between(0, 100);
    Arbitrary<Instant> times =
        Arbitraries.longs().between(0, 4_102_444_800_000L).map(Instant::ofEpochMilli);
    Arbitrary<Reason> reasons = Arbitraries.of(Reason.class);
    Arbitrary<Position> positions = Combinators.combine(names, counts, epochs).as(Position::new);
    Arbitrary<List<Failure>> streaks =
        Combinators.combine(
                Arbitraries.of(Result.class), positions, times, counts.map(Duration::ofMillis))
            .as(Failure::new)
            .list()
            .ofMaxSize(5);
    Arbitrary<RecentOutcomes> recent =
        Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
            .as(UUID::new)
            .list()
            .ofMaxSize(RecentOutcomes.CAPACITY)
            .map(RecentOutcomes::new);
    Arbitrary<Count> counted = Combinators.combine(streaks, recent, counts, counts).as(Count::new);
    Arbitrary<Holding> holds =
        Combinators.combine(names, epochs, times, counts, reasons, names).as(Holding::new);
    return Arbitraries.oneOf(
        Combinators.combine(names, epochs, counted, names).as(Serving::new),
        Combinators.combine(names, epochs, times, reasons, names).as(Spared::new),
        Combinators.combine(names, epochs, counts, times, counted, counts, names)
            .as(Returning::new),
        Combinators.combine(
                names,
                epochs,
                Arbitraries.of(Mode.class),
                times,
                names,
                counted,
                holds.injectNull(0.5),
                names)
            .as(Forced::new),
        holds,
        Combinators.combine(names, epochs, times, counts, reasons, names).as(ProbeOffered::new),
        Combinators.combine(names, epochs, names, times, counts, reasons, names).as(Probing::new));
  }
}
