package dev.mneme.shell.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.shell.slo.Breaker.Admitted;
import dev.mneme.shell.slo.Breaker.Ending;
import dev.mneme.shell.slo.Breaker.State;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BreakerTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** Opens above 50 % of at least 10, for 10 s; 4 trials, given up after a minute. */
  private final Breaker breaker =
      new Breaker(new BreakerPolicy(10, 50, Duration.ofSeconds(10), 4, Duration.ofMinutes(1)));

  private long now = -5 * SECOND; // the clock of nanoseconds may begin anywhere

  @Test
  void shouldStayClosedWhileFewerThanTenWereAskedHoweverManyWereLate() {
    requests(9, Ending.VIOLATED);

    assertThat(breaker.view(now).state()).isEqualTo(State.CLOSED);
    assertThat(breaker.view(now).violations()).isEqualTo(9);
  }

  @Test
  void shouldStayClosedAtExactlyHalf() {
    requests(50, Ending.KEPT);
    requests(50, Ending.VIOLATED);

    assertThat(breaker.view(now).state()).isEqualTo(State.CLOSED);
  }

  @Test
  void shouldOpenWithTheFirstViolationAboveHalf() {
    requests(50, Ending.KEPT);
    requests(50, Ending.VIOLATED);

    Optional<Breaker.Change> change = request(Ending.VIOLATED);

    assertThat(change)
        .contains(
            new Breaker.Change(
                State.CLOSED,
                State.OPEN,
                "51 of 101 requests of the last minute broke the promise"));
    assertThat(breaker.admit(now)).isEqualTo(new Breaker.Refused(Duration.ofSeconds(10)));
  }

  @Test
  void shouldNotOpenForTenViolationsAmongManyThatKeptThePromise() {
    requests(1000, Ending.KEPT);
    requests(10, Ending.VIOLATED);

    assertThat(breaker.view(now).state()).isEqualTo(State.CLOSED);
  }

  @Test
  void shouldForgetWhatIsOlderThanAMinute() {
    requests(9, Ending.VIOLATED);
    now += 61 * SECOND;

    requests(9, Ending.VIOLATED);

    assertThat(breaker.view(now).state()).isEqualTo(State.CLOSED);
    assertThat(breaker.view(now).requests()).isEqualTo(9);
  }

  @Test
  void shouldRememberWhatIsNearlyAMinuteOld() {
    requests(9, Ending.VIOLATED);
    now += 58 * SECOND;

    requests(1, Ending.VIOLATED);

    assertThat(breaker.view(now).state()).isEqualTo(State.OPEN);
  }

  @Test
  void shouldNotCountWhatTheCallerDidWrong() {
    requests(100, Ending.UNCOUNTED);
    requests(9, Ending.VIOLATED);

    assertThat(breaker.view(now).requests()).isEqualTo(9);
    assertThat(breaker.view(now).state()).isEqualTo(State.CLOSED);
  }

  @Test
  void shouldLetAFewInAfterTheWaitAndCloseWhenTheyKeepThePromise() {
    open();
    now += 10 * SECOND;
    Admitted[] trials = {admitted(), admitted(), admitted(), admitted()};
    assertThat(breaker.admit(now)).isEqualTo(new Breaker.Refused(Duration.ofSeconds(1)));
    assertThat(breaker.view(now).state()).isEqualTo(State.HALF_OPEN);

    breaker.ended(trials[0], Ending.VIOLATED, now);
    breaker.ended(trials[1], Ending.VIOLATED, now);
    breaker.ended(trials[2], Ending.KEPT, now);
    Optional<Breaker.Change> change = breaker.ended(trials[3], Ending.KEPT, now);

    assertThat(change).map(Breaker.Change::to).contains(State.CLOSED);
    assertThat(breaker.view(now).requests()).as("counted anew").isZero();
  }

  @Test
  void shouldOpenAgainWhenTheTrialsBreakThePromise() {
    open();
    now += 10 * SECOND;

    Optional<Breaker.Change> change = requests(4, Ending.VIOLATED);

    assertThat(change).map(Breaker.Change::to).contains(State.OPEN);
    assertThat(breaker.admit(now)).isEqualTo(new Breaker.Refused(Duration.ofSeconds(10)));
  }

  @Test
  void shouldTryAgainWhenATrialNeverEnds() {
    open();
    now += 10 * SECOND;
    for (int i = 0; i < 4; i++) {
      admitted();
    }
    now += 60 * SECOND;

    Optional<Breaker.Change> change = requests(4, Ending.KEPT);

    assertThat(change).map(Breaker.Change::to).contains(State.CLOSED);
  }

  @Test
  void shouldGiveTheTrialOfACallerWhoWasWrongToAnother() {
    open();
    now += 10 * SECOND;
    requests(20, Ending.UNCOUNTED);

    Optional<Breaker.Change> change = requests(4, Ending.KEPT);

    assertThat(change).map(Breaker.Change::to).contains(State.CLOSED);
  }

  @Test
  void shouldNotListenToWhatBeganBeforeItOpened() {
    Admitted slow = admitted();
    open();
    now += 10 * SECOND;
    admitted();

    assertThat(breaker.ended(slow, Ending.VIOLATED, now)).isEmpty();
    assertThat(requests(3, Ending.KEPT)).isEmpty();
    assertThat(breaker.view(now).state()).isEqualTo(State.HALF_OPEN);
  }

  @Test
  void shouldCloseAtOnceWhenItIsReset() {
    open();

    breaker.reset();

    assertThat(breaker.view(now)).isEqualTo(new Breaker.View(State.CLOSED, 0, 0, Duration.ZERO));
    assertThat(breaker.admit(now)).isInstanceOf(Admitted.class);
  }

  private void open() {
    requests(10, Ending.VIOLATED);
    assertThat(breaker.view(now).state()).isEqualTo(State.OPEN);
  }

  private Admitted admitted() {
    return (Admitted) breaker.admit(now);
  }

  private Optional<Breaker.Change> request(Ending ending) {
    return breaker.ended(admitted(), ending, now);
  }

  /** The change the last of them led to. */
  private Optional<Breaker.Change> requests(int many, Ending ending) {
    Optional<Breaker.Change> last = Optional.empty();
    for (int i = 0; i < many; i++) {
      last = request(ending);
    }
    return last;
  }
}
