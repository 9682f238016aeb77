package dev.mneme.guard.decision;

import static dev.mneme.guard.decision.Result.FORBIDDEN;
import static dev.mneme.guard.decision.Result.RATE_LIMITED;
import static dev.mneme.guard.decision.Result.REJECTED;
import static dev.mneme.guard.decision.Result.REQUEST_TIMEOUT;
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
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GuardMachineTest {
  private static final Duration QUICK = Duration.ofMillis(12);

  private final ScopeUnderTest scope = new ScopeUnderTest(GuardPolicy.DEFAULT);

  @Nested
  class WhileServing {

    @ParameterizedTest
    @EnumSource(names = {"UNAUTHORIZED", "FORBIDDEN"})
    void shouldDowngradeAtOnceWhenAccessIsRefused(Result refusal) {
      Decision decision = scope.sees(refusal);

      assertThat(decision.events())
          .containsExactly(
              new ScopeEvent(
                  Kind.DOWNGRADED,
                  "unauthorized",
                  "the layer answered " + refusal + ", asking again cannot help",
                  1,
                  List.of(position(0))));
      assertThat(scope.state().mode()).isEqualTo(Mode.WRITE_ONLY);
    }

    @Test
    void shouldDowngradeAtTheThirdFailureInARowWhateverItsKind() {
      Decision decision = scope.sees(TIMEOUT, RATE_LIMITED, SERVER_ERROR);

      assertThat(decision.events())
          .containsExactly(
              new ScopeEvent(
                  Kind.DOWNGRADED,
                  "consecutive_failures",
                  "3 failures in a row: TIMEOUT, RATE_LIMITED, SERVER_ERROR",
                  1,
                  List.of(position(0), position(1), position(2))));
      assertThat(scope.state())
          .isEqualTo(
              new Holding(
                  "new@local",
                  1,
                  START.plusSeconds(300),
                  0,
                  Reason.CONSECUTIVE_FAILURES,
                  decision.because()));
    }

    @Test
    void shouldServeOnAfterTwoFailures() {
      scope.sees(REQUEST_TIMEOUT);
      Decision decision = scope.sees(REQUEST_TIMEOUT);

      assertThat(decision.events()).isEmpty();
      assertThat(decision.because()).isEqualTo("failure 2 of 3 in a row");
      assertThat(scope.state().mode()).isEqualTo(Mode.READ_WRITE);
    }

    @Test
    void shouldStartCountingAgainAfterASuccess() {
      scope.sees(TIMEOUT, TIMEOUT, SUCCESS);
      scope.sees(TIMEOUT);

      assertThat(scope.sees(TIMEOUT).because()).isEqualTo("failure 2 of 3 in a row");
    }

    @Test
    void shouldStartCountingAgainWhenTheFailureBeforeWasSixtySecondsAgo() {
      scope.sees(TIMEOUT);
      scope.sees(TIMEOUT);
      scope.after(Duration.ofSeconds(60));

      assertThat(scope.sees(TIMEOUT).because()).isEqualTo("failure 1 of 3 in a row");
    }

    @Test
    void shouldStillCountAFailureJustBeforeSixtySecondsAreOver() {
      scope.sees(TIMEOUT);
      scope.sees(TIMEOUT);
      scope.after(Duration.ofMillis(59_999));

      assertThat(scope.sees(TIMEOUT).events()).hasSize(1);
    }

    @Test
    void shouldForgetFailuresByItselfWhenIdle() {
      scope.sees(TIMEOUT);
      scope.after(Duration.ofSeconds(60));

      Decision decision = scope.tick();

      assertThat(decision.because()).isEqualTo("no failure for 60.0 s, the count starts again");
      assertThat(((Serving) scope.state()).count().streak()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"REJECTED", "DUPLICATE", "UNKNOWN"})
    void shouldNeitherCountNorResetOnWhatSaysNothingAboutTheLayer(Result other) {
      scope.sees(TIMEOUT, TIMEOUT, other);

      assertThat(scope.sees(TIMEOUT).events()).hasSize(1);
    }

    @Test
    void shouldCountAnOutcomeSentTwiceOnce() {
      UUID id = UUID.randomUUID();
      scope.sees(id, TIMEOUT, 0);
      scope.sees(id, TIMEOUT, 0);
      Decision third = scope.sees(id, TIMEOUT, 0);

      assertThat(third.because()).isEqualTo("this outcome was counted before");
      assertThat(scope.sees(TIMEOUT).because()).isEqualTo("failure 2 of 3 in a row");
    }

    @Test
    void shouldNotResetTheCountByASuccessSentTwice() {
      UUID success = UUID.randomUUID();
      scope.sees(success, SUCCESS, 0);
      scope.sees(TIMEOUT);
      scope.sees(TIMEOUT);
      scope.sees(success, SUCCESS, 0);

      assertThat(scope.sees(TIMEOUT).events()).hasSize(1);
    }

    @Test
    void shouldIgnoreLateAnswersOfAnEarlierEpoch() {
      recover();
      long current = scope.state().epoch();

      Decision refusal = scope.sees(UNAUTHORIZED, current - 1);

      assertThat(refusal.events()).isEmpty();
      assertThat(refusal.because())
          .isEqualTo("it belongs to epoch %d, the scope is at %d", current - 1, current);
    }

    @Test
    void shouldNotLetALateSuccessResetTheCount() {
      recover();
      long current = scope.state().epoch();
      scope.sees(TIMEOUT);
      scope.sees(TIMEOUT);
      scope.sees(SUCCESS, current - 1);

      assertThat(scope.sees(TIMEOUT).events()).hasSize(1);
    }

    @Test
    void shouldDecideWithAnEpochAboveAnyThatReadersAlreadyObey() {
      Decision decision = scope.sees(FORBIDDEN, 17);

      assertThat(decision.next().epoch()).isEqualTo(18);
    }
  }

  @Nested
  class WhileHolding {

    @Test
    void shouldHoldForThreeHundredSeconds() {
      scope.sees(UNAUTHORIZED);

      scope.after(Duration.ofMillis(299_999));
      assertThat(scope.tick().events()).isEmpty();
      scope.after(Duration.ofMillis(1));
      assertThat(scope.tick().events())
          .extracting(ScopeEvent::kind)
          .containsExactly(Kind.PROBE_OFFERED);
    }

    @Test
    void shouldNotShortenTheHoldWhateverIsSeen() {
      scope.sees(UNAUTHORIZED);
      GuardState holding = scope.state();

      scope.sees(SUCCESS);
      scope.claim("reader-0", holding.epoch());
      scope.answer("reader-0", holding.epoch(), SUCCESS, QUICK);

      assertThat(scope.state()).isEqualTo(holding);
    }

    @Test
    void shouldKeepReadsAwayUntilTheProbeSucceeds() {
      scope.withProbeOpen();
      assertThat(scope.state().mode()).isEqualTo(Mode.WRITE_ONLY);
      scope.claim("reader-0", scope.state().epoch());
      assertThat(scope.state().mode()).isEqualTo(Mode.WRITE_ONLY);
    }
  }

  @Nested
  class WhileProbing {

    @Test
    void shouldGrantTheProbeToTheFirstOfTwoClaims() {
      scope.withProbeOpen();
      long offer = scope.state().epoch();

      Decision first = scope.claim("reader-1", offer);
      Decision second = scope.claim("reader-0", offer);

      assertThat(first.events())
          .containsExactly(
              new ScopeEvent(
                  Kind.PROBE_STARTED,
                  "probe_claimed",
                  "reader-1 was the first to claim the probe",
                  offer + 1,
                  List.of(position(1))));
      assertThat(second.events()).isEmpty();
      assertThat(scope.state())
          .isInstanceOfSatisfying(
              Probing.class,
              probing -> {
                assertThat(probing.holder()).isEqualTo("reader-1");
                assertThat(probing.lockUntil()).isEqualTo(scope.now().plusSeconds(10));
              });
    }

    @Test
    void shouldRecoverToTheBaseModeWhenTheProbeSucceeds() {
      Decision decision = recover();

      assertThat(decision.events())
          .containsExactly(
              new ScopeEvent(
                  Kind.RECOVERED,
                  "probe_succeeded",
                  "the probe by reader-0 succeeded in 12 ms",
                  4,
                  List.of(scope.lastPosition())));
      assertThat(scope.state().mode()).isEqualTo(Mode.READ_WRITE);
      assertThat(scope.state().reason()).isEqualTo(Reason.BASE);
    }

    @Test
    void shouldHoldAgainAndLongerWhenTheProbeFails() {
      scope.withProbeOpen().claim("reader-0", scope.state().epoch());

      Decision decision = scope.answer("reader-0", scope.state().epoch(), TIMEOUT, QUICK);

      assertThat(decision.because()).isEqualTo("the probe by reader-0 ended in TIMEOUT");
      assertThat(decision.next())
          .isInstanceOfSatisfying(
              Holding.class,
              holding -> {
                assertThat(holding.reason()).isEqualTo(Reason.PROBE_FAILED);
                assertThat(Duration.between(scope.now(), holding.until()))
                    .isBetween(Duration.ofSeconds(480), Duration.ofSeconds(600));
              });
    }

    @Test
    void shouldTakeAProbeOverItsBudgetAsFailed() {
      scope.withProbeOpen().claim("reader-0", scope.state().epoch());

      Decision decision =
          scope.answer("reader-0", scope.state().epoch(), SUCCESS, Duration.ofMillis(151));

      assertThat(decision.because()).isEqualTo("the probe by reader-0 took 151 ms of 150 ms");
      assertThat(decision.next()).isInstanceOf(Holding.class);
    }

    @Test
    void shouldTakeARejectedProbeAsFailed() {
      scope.withProbeOpen().claim("reader-0", scope.state().epoch());

      assertThat(scope.answer("reader-0", scope.state().epoch(), REJECTED, QUICK).next())
          .isInstanceOf(Holding.class);
    }

    @Test
    void shouldHoldAgainWhenTheHolderDoesNotAnswerInTenSeconds() {
      scope.withProbeOpen().claim("reader-0", scope.state().epoch());
      scope.after(Duration.ofSeconds(10));

      Decision late = scope.answer("reader-0", scope.state().epoch(), SUCCESS, QUICK);
      Decision expired = scope.tick();

      assertThat(late.events()).isEmpty();
      assertThat(expired.because()).isEqualTo("reader-0 did not answer in 10.0 s");
      assertThat(expired.next().reason()).isEqualTo(Reason.PROBE_FAILED);
    }

    @Test
    void shouldHoldAgainWithoutGrowingWhenNobodyClaims() {
      scope.withProbeOpen().after(GuardPolicy.DEFAULT.probeOffer());

      Decision decision = scope.tick();

      assertThat(decision.events())
          .extracting(ScopeEvent::cause)
          .containsExactly("offer_unclaimed");
      assertThat(((Holding) decision.next()).until()).isEqualTo(scope.now().plusSeconds(300));
    }

    @Test
    void shouldNotGrantAnOfferOfAnEarlierEpoch() {
      scope.withProbeOpen().after(GuardPolicy.DEFAULT.probeOffer());
      long earlier = scope.state().epoch();
      scope.tick();
      scope.afterHold();

      assertThat(scope.claim("reader-0", earlier).events()).isEmpty();
    }

    @Test
    void shouldNotBelieveAnAnswerFromAnotherInstanceOrAnotherProbe() {
      scope.withProbeOpen().claim("reader-0", scope.state().epoch());
      long grant = scope.state().epoch();

      assertThat(scope.answer("reader-1", grant, SUCCESS, QUICK).events()).isEmpty();
      assertThat(scope.answer("reader-0", grant - 1, SUCCESS, QUICK).events()).isEmpty();
    }
  }

  @Nested
  class WhenItsStateIsLost {

    @Test
    void shouldKeepReadsAwayForAWholeHoldWhenTheyWereAway() {
      Decision decision = resume(Mode.WRITE_ONLY, "consecutive_failures", null);

      assertThat(decision.events())
          .extracting(ScopeEvent::kind, ScopeEvent::cause, ScopeEvent::epoch)
          .containsExactly(tuple(Kind.DOWNGRADED, "state_lost", 18L));
      assertThat(((Holding) decision.next()).until()).isEqualTo(START.plusSeconds(300));
    }

    @Test
    void shouldServeOnInTheSameEpochWhenReadsWereNotAway() {
      Decision decision = resume(Mode.READ_WRITE, "base", null);

      assertThat(decision.events()).isEmpty();
      assertThat(decision.next().mode()).isEqualTo(Mode.READ_WRITE);
      assertThat(decision.next().epoch()).isEqualTo(17);
    }

    @Test
    void shouldNotLetReadsThroughThatAnOperatorOrAReturnHadLetThrough() {
      assertThat(resume(Mode.READ_WRITE, "forced", START.plusSeconds(60)).next())
          .isInstanceOf(Holding.class);
      assertThat(resume(Mode.READ_WRITE, "returning", START.plusSeconds(60)).next())
          .isInstanceOf(Holding.class);
    }

    @Test
    void shouldKeepAScopeOutOfUseThatAnOperatorPutOutOfUseAndHoldBeneath() {
      Decision decision = resume(Mode.OFF, "forced", START.plusSeconds(600));

      assertThat(decision.next())
          .isInstanceOfSatisfying(
              Forced.class,
              forced -> {
                assertThat(forced.mode()).isEqualTo(Mode.OFF);
                assertThat(forced.until()).isEqualTo(START.plusSeconds(600));
                assertThat(forced.beneath().until()).isEqualTo(START.plusSeconds(300));
              });
      assertThat(decision.events())
          .extracting(ScopeEvent::kind, ScopeEvent::epoch)
          .containsExactly(tuple(Kind.FORCED, 18L));
    }

    @Test
    void shouldHoldWhenTheForcedModeWasOverAlready() {
      assertThat(resume(Mode.OFF, "forced", START).next()).isInstanceOf(Holding.class);
    }
  }

  private static Decision resume(Mode mode, String reason, @Nullable Instant until) {
    return GuardMachine.resume(
        "new@local", new Published(17, mode, reason, until), GuardPolicy.DEFAULT, START);
  }

  private Decision recover() {
    scope.withProbeOpen().claim("reader-0", scope.state().epoch());
    return scope.answer("reader-0", scope.state().epoch(), SUCCESS, QUICK);
  }
}
