package dev.mneme.guard.decision;

import static dev.mneme.guard.decision.Result.SERVER_ERROR;
import static dev.mneme.guard.decision.Result.SUCCESS;
import static dev.mneme.guard.decision.Result.TIMEOUT;
import static dev.mneme.guard.decision.Result.UNAUTHORIZED;
import static dev.mneme.guard.decision.ScopeUnderTest.START;
import static dev.mneme.guard.decision.ScopeUnderTest.position;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mneme.guard.decision.ScopeEvent.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrdersTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Order CLEAR = new Order.Clear();
  private static final Order RESET = new Order.ResetFailures();

  private final ScopeUnderTest scope = new ScopeUnderTest(GuardPolicy.DEFAULT);

  @ParameterizedTest
  @EnumSource(Mode.class)
  void shouldForceAnyModeForATimeAndSayWhoAskedAndWhy(Mode mode) {
    Decision decision = scope.forced(mode, HOUR);

    assertThat(decision.events())
        .containsExactly(
            new ScopeEvent(
                Kind.FORCED,
                "forced",
                "forced to " + mode + " for PT1H by alice: maintenance",
                1,
                "alice",
                List.of(position(0))));
    assertThat(scope.state().mode()).isEqualTo(mode);
    assertThat(scope.state().reason()).isEqualTo(Reason.FORCED);
  }

  @Test
  void shouldNotForceWhatWouldBeOverOrLastTooLong() {
    assertThat(scope.forced(Mode.OFF, Duration.ZERO).because())
        .isEqualTo("the forced mode would have ended already");
    assertThat(scope.forced(Mode.OFF, Duration.ofHours(24).plusMillis(1)).because())
        .isEqualTo("a mode is forced for PT24H at most, this is for longer");
    assertThat(scope.state()).isEqualTo(Serving.initially("new@local"));
  }

  @Test
  void shouldCountWhileForcedButDecideNothingAndHoldWhenTheForceEnds() {
    scope.forced(Mode.READ_WRITE, HOUR);

    assertThat(scope.sees(TIMEOUT, TIMEOUT, TIMEOUT).events()).isEmpty();
    assertThat(scope.state().mode()).isEqualTo(Mode.READ_WRITE);

    scope.after(HOUR);
    assertThat(scope.tick().events())
        .extracting(ScopeEvent::kind, ScopeEvent::cause, ScopeEvent::actor)
        .containsExactly(tuple(Kind.CLEARED, "force_ended", "guard"));
    assertThat(scope.state())
        .isInstanceOfSatisfying(
            Holding.class,
            holding -> {
              assertThat(holding.reason()).isEqualTo(Reason.CONSECUTIVE_FAILURES);
              assertThat(holding.until()).isEqualTo(START.plusSeconds(300));
            });
  }

  @Test
  void shouldGoOnServingWithItsCountWhenNothingWasHeldBeneath() {
    scope.sees(TIMEOUT);
    scope.forced(Mode.READ_WRITE, Duration.ofSeconds(10));
    scope.sees(SERVER_ERROR);
    scope.after(Duration.ofSeconds(10)).tick();

    assertThat(scope.state()).isInstanceOf(Serving.class);
    assertThat(scope.sees(TIMEOUT).events())
        .extracting(ScopeEvent::kind)
        .containsExactly(Kind.DOWNGRADED);
  }

  @Test
  void shouldAskForAProbeWhenNobodyReadWhileForced() {
    scope.forced(Mode.WRITE_ONLY, HOUR);

    scope.told(CLEAR);

    assertThat(scope.state()).isInstanceOf(ProbeOffered.class);
    scope.claim("reader-0", scope.state().epoch());
    scope.answer("reader-0", scope.state().epoch(), SUCCESS, Duration.ofMillis(5));
    assertThat(scope.state().reason()).isEqualTo(Reason.BASE);
  }

  @Test
  void shouldNotShortenAHoldByForceAndClear() {
    scope.sees(UNAUTHORIZED);
    scope.forced(Mode.READ_WRITE, Duration.ofSeconds(20));
    assertThat(scope.state().mode()).isEqualTo(Mode.READ_WRITE);

    Decision cleared = scope.told(CLEAR);

    assertThat(cleared.events())
        .extracting(ScopeEvent::kind, ScopeEvent::because, ScopeEvent::actor)
        .containsExactly(tuple(Kind.CLEARED, "cleared by alice: maintenance", "alice"));
    assertThat(scope.state())
        .isInstanceOfSatisfying(
            Holding.class,
            holding -> {
              assertThat(holding.until()).isEqualTo(START.plusSeconds(300));
              assertThat(holding.reason()).isEqualTo(Reason.UNAUTHORIZED);
            });
  }

  @Test
  void shouldNotLetAClearEndAHold() {
    scope.sees(UNAUTHORIZED);
    GuardState holding = scope.state();

    Decision decision = scope.told(CLEAR);

    assertThat(decision.next()).isEqualTo(holding);
    assertThat(decision.because())
        .isEqualTo("no mode is forced, and a hold is ended by time and a probe alone");
  }

  @Test
  void shouldForgetFailuresWhenToldTo() {
    scope.sees(TIMEOUT);
    scope.sees(TIMEOUT);

    Decision decision = scope.told(RESET);

    assertThat(decision.because()).isEqualTo("failures reset by alice: maintenance");
    assertThat(scope.sees(TIMEOUT).because()).isEqualTo("failure 1 of 3 in a row");
  }

  @Test
  void shouldForgetFailedProbesButKeepTheHoldWhenToldTo() {
    scope.withProbeOpen().claim("reader-0", scope.state().epoch());
    scope.answer("reader-0", scope.state().epoch(), TIMEOUT, Duration.ofMillis(5));
    Holding before = (Holding) scope.state();

    Decision decision = scope.told(RESET);

    assertThat(decision.events()).isEmpty();
    assertThat(scope.state()).isEqualTo(before.withoutFailedProbes());
    assertThat(((Holding) scope.state()).until()).isEqualTo(before.until());
  }

  @Test
  void shouldReplaceAForcedModeByTheNextOne() {
    scope.forced(Mode.READ_WRITE, HOUR);
    scope.forced(Mode.OFF, Duration.ofMinutes(5));

    assertThat(scope.state().mode()).isEqualTo(Mode.OFF);
    assertThat(((Forced) scope.state()).until()).isEqualTo(START.plusSeconds(300));
    assertThat(scope.state().epoch()).isEqualTo(2);
  }
}
