package dev.mneme.guard.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class GuardPolicyTest {
  private static final GuardPolicy POLICY = GuardPolicy.DEFAULT;

  @Property
  void shouldHoldExactlyAsConfiguredBeforeAnyProbeFailed(@ForAll @LongRange(min = 1) long epoch) {
    assertThat(POLICY.holdOf("new@local", epoch, 0)).isEqualTo(Duration.ofSeconds(300));
  }

  @Property
  void shouldGrowWithinItsBoundsAndTheSameEachTime(
      @ForAll @LongRange(min = 1) long epoch, @ForAll @IntRange(min = 1, max = 5000) int failed) {
    Duration hold = POLICY.holdOf("new@local", epoch, failed);

    assertThat(hold).isBetween(POLICY.hold(), POLICY.longestHold());
    assertThat(hold).isEqualTo(POLICY.holdOf("new@local", epoch, failed));
    double grown = Math.min(300 * Math.pow(2, failed), 3600);
    assertThat(hold.toMillis() / 1000.0).isBetween(grown * 0.8 - 0.001, grown);
  }

  @Property
  void shouldNotProbeTwoScopesThatFailedTogetherAtTheSameTime(
      @ForAll @LongRange(min = 1, max = 100_000) long epoch) {
    assertThat(POLICY.holdOf("new@local", epoch, 1))
        .isNotEqualTo(POLICY.holdOf("legacy@local", epoch, 1));
  }
}
