package dev.mneme.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.follower.FollowerStatus;
import dev.mneme.follower.FollowerStatus.PartitionStatus;
import dev.mneme.shell.health.Readiness;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditReadinessTest {
  private static final PartitionStatus THERE = new PartitionStatus(0, 5, 5, true, Optional.empty());
  private static final PartitionStatus BEHIND =
      new PartitionStatus(1, 2, 9, false, Optional.empty());

  @Test
  void shouldBeReadyWhenItHasPartitionsAndWasAtTheirEnd() {
    FollowerStatus status = new FollowerStatus(true, List.of(THERE), Optional.empty());

    assertThat(AuditReadiness.assigned(status).ready()).isTrue();
    assertThat(AuditReadiness.caughtUp(status).ready()).isTrue();
    assertThat(AuditReadiness.healthy(status).ready()).isTrue();
  }

  @Test
  void shouldNotBeReadyWithoutPartitions() {
    FollowerStatus status = new FollowerStatus(true, List.of(), Optional.empty());

    assertThat(AuditReadiness.assigned(status).ready()).isFalse();
  }

  @Test
  void shouldNotBeReadyWhileItIsBehind() {
    FollowerStatus status = new FollowerStatus(true, List.of(THERE, BEHIND), Optional.empty());

    assertThat(AuditReadiness.caughtUp(status))
        .isEqualTo(Readiness.notReady("2 partitions, 7 records behind"));
  }

  @Test
  void shouldSayWhyTheLedgerStopped() {
    FollowerStatus status =
        new FollowerStatus(false, List.of(), Optional.of("the ledger is damaged: entry 4"));

    assertThat(AuditReadiness.healthy(status))
        .isEqualTo(Readiness.notReady("stopped: the ledger is damaged: entry 4"));
  }
}
