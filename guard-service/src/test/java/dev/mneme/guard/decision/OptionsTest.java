package dev.mneme.guard.decision;

import static dev.mneme.guard.decision.Result.RATE_LIMITED;
import static dev.mneme.guard.decision.Result.SUCCESS;
import static dev.mneme.guard.decision.Result.TIMEOUT;
import static dev.mneme.guard.decision.Result.UNAUTHORIZED;
import static dev.mneme.guard.decision.ScopeUnderTest.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mneme.guard.decision.ScopeEvent.Kind;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static final GuardPolicy PLAIN = GuardPolicy.DEFAULT;
  private static final Duration QUICK = Duration.ofMillis(12);

  @Test
  void shouldHoldAsLongAsALimitedLayerAskedToBeLeftAlone() {
    var scope = new ScopeUnderTest(PLAIN);
    scope.sees(TIMEOUT);

    scope.sees(limited(Duration.ofSeconds(900)), limited(Duration.ofSeconds(10)));

    assertThat(((Holding) scope.state()).until()).isEqualTo(START.plusSeconds(900));
  }

  @Test
  void shouldHoldNoLongerThanTheLongestHoldWhateverALayerAsksFor() {
    var scope = new ScopeUnderTest(PLAIN);

    scope.sees(new Run(RATE_LIMITED, 3, false, Duration.ofDays(300)));

    assertThat(((Holding) scope.state()).until()).isEqualTo(START.plus(PLAIN.longestHold()));
  }

  @Test
  void shouldHoldAsUsualWhenALayerAskedForLess() {
    var scope = new ScopeUnderTest(PLAIN);

    scope.sees(new Run(RATE_LIMITED, 3, false, Duration.ofSeconds(5)));

    assertThat(((Holding) scope.state()).until()).isEqualTo(START.plusSeconds(300));
  }

  @Test
  void shouldDowngradeWhenTooManyCallsOfAWindowAreSlow() {
    var scope = new ScopeUnderTest(slow(0.5, 10, 20));

    assertThat(scope.sees(answered(9, true)).events()).isEmpty();
    Decision decision = scope.sees(answered(1, false));

    assertThat(decision.events())
        .extracting(ScopeEvent::kind, ScopeEvent::cause, ScopeEvent::because)
        .containsExactly(tuple(Kind.DOWNGRADED, "slow_calls", "9 of the last 10 calls were slow"));
  }

  @Test
  void shouldStartCountingSlowCallsAgainWithEachWindow() {
    var scope = new ScopeUnderTest(slow(0.5, 10, 20));
    scope.sees(answered(16, false), answered(4, true));

    assertThat(scope.sees(answered(9, true)).events()).isEmpty();
    assertThat(scope.sees(answered(1, true)).events()).hasSize(1);
  }

  @Test
  void shouldTakeNoNoticeOfSlowCallsUnlessAskedTo() {
    var scope = new ScopeUnderTest(PLAIN);

    assertThat(scope.sees(answered(1_000, true)).events()).isEmpty();
    assertThat(((Serving) scope.state()).count().calls()).isZero();
  }

  @Test
  void shouldOnlyShowWhatItWouldDoWhenNothingIsEnforced() {
    var scope = new ScopeUnderTest(enforcing(0));

    Decision decision = scope.sees(TIMEOUT, TIMEOUT, TIMEOUT);

    assertThat(decision.events())
        .extracting(ScopeEvent::kind, ScopeEvent::cause)
        .containsExactly(tuple(Kind.DOWNGRADED, "consecutive_failures_not_enforced"));
    assertThat(scope.state().mode()).isEqualTo(Mode.READ_WRITE);
    assertThat(scope.sees(TIMEOUT, TIMEOUT, TIMEOUT).events()).isEmpty();
    scope.after(Duration.ofSeconds(300));
    assertThat(scope.tick().events()).extracting(ScopeEvent::kind).containsExactly(Kind.RECOVERED);
    assertThat(scope.state()).isInstanceOf(Serving.class);
  }

  @Test
  void shouldEnforceTheShareOfDowngradesThatIsAskedFor() {
    GuardPolicy some = enforcing(30);

    long enforced =
        LongStream.range(0, 10_000).filter(epoch -> some.enforces("new@local", epoch)).count();

    assertThat(enforced).isBetween(2_800L, 3_200L);
    assertThat(LongStream.range(0, 10_000).allMatch(epoch -> PLAIN.enforces("new@local", epoch)))
        .isTrue();
    assertThat(enforcing(0).enforces("new@local", 1)).isFalse();
  }

  @Test
  void shouldLetAShareOfTheSubjectsReadFirstAndThenAll() {
    var scope = new ScopeUnderTest(returning(10));

    Decision probed = recover(scope);

    assertThat(probed.events()).extracting(ScopeEvent::kind).containsExactly(Kind.RETURN_STARTED);
    assertThat(((Returning) scope.state()).percent()).isEqualTo(10);
    scope.sees(SUCCESS);
    scope.after(Duration.ofSeconds(60));
    assertThat(scope.tick().events()).extracting(ScopeEvent::kind).containsExactly(Kind.RECOVERED);
    assertThat(scope.state().reason()).isEqualTo(Reason.BASE);
  }

  @Test
  void shouldHoldLongerWhenTheReturnFails() {
    var scope = new ScopeUnderTest(returning(10));
    recover(scope);

    Decision decision = scope.sees(TIMEOUT, TIMEOUT, TIMEOUT);

    assertThat(decision.events()).extracting(ScopeEvent::kind).containsExactly(Kind.DOWNGRADED);
    assertThat(((Holding) scope.state()).failedProbes()).isEqualTo(1);
    assertThat(Duration.between(scope.now(), ((Holding) scope.state()).until()))
        .isBetween(Duration.ofSeconds(480), Duration.ofSeconds(600));
  }

  private static Decision recover(ScopeUnderTest scope) {
    scope.sees(UNAUTHORIZED);
    scope.afterHold().claim("reader-0", scope.state().epoch());
    return scope.answer("reader-0", scope.state().epoch(), SUCCESS, QUICK);
  }

  private static Run limited(Duration retryAfter) {
    return new Run(RATE_LIMITED, 1, false, retryAfter);
  }

  private static Run answered(int times, boolean slow) {
    return new Run(SUCCESS, times, slow, Duration.ZERO);
  }

  private static GuardPolicy slow(double rate, int minimum, int window) {
    return with(new SlowCallPolicy(rate, minimum, window), 100, GradedReturn.AT_ONCE);
  }

  private static GuardPolicy enforcing(int percent) {
    return with(SlowCallPolicy.OFF, percent, GradedReturn.AT_ONCE);
  }

  private static GuardPolicy returning(int percent) {
    return with(SlowCallPolicy.OFF, 100, new GradedReturn(percent, Duration.ofSeconds(60)));
  }

  private static GuardPolicy with(SlowCallPolicy slow, int enforcing, GradedReturn graded) {
    return new GuardPolicy(
        PLAIN.threshold(),
        PLAIN.idleReset(),
        PLAIN.hold(),
        PLAIN.growth(),
        PLAIN.jitter(),
        PLAIN.longestHold(),
        PLAIN.probeOffer(),
        PLAIN.probeLock(),
        PLAIN.probeBudget(),
        PLAIN.longestForce(),
        slow,
        enforcing,
        graded);
  }
}
