package dev.mneme.audit;

import dev.mneme.audit.signing.FailStop;
import dev.mneme.follower.FollowerStatus;
import dev.mneme.follower.TopicFollower;
import dev.mneme.shell.health.Readiness;
import dev.mneme.shell.health.ReadinessCheck;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;

/**
 * When the audit sink is ready: it has partitions, was at their end, and its ledger takes entries.
 */
@Factory
final class AuditReadiness {

  private record Check(
      String name, TopicFollower follower, Function<FollowerStatus, Readiness> judge)
      implements ReadinessCheck {

    @Override
    public Readiness check() {
      return judge.apply(follower.status());
    }
  }

  @Singleton
  @Named("audit-assigned")
  ReadinessCheck checkAssigned(TopicFollower follower) {
    return new Check("audit-assigned", follower, AuditReadiness::assigned);
  }

  @Singleton
  @Named("audit-caught-up")
  ReadinessCheck checkCaughtUp(TopicFollower follower) {
    return new Check("audit-caught-up", follower, AuditReadiness::caughtUp);
  }

  @Singleton
  @Named("ledger-healthy")
  ReadinessCheck checkHealthy(TopicFollower follower) {
    return new Check("ledger-healthy", follower, AuditReadiness::healthy);
  }

  @Singleton
  @Named("ledger-signed")
  ReadinessCheck checkSigned(TopicFollower follower, FailStop failStop) {
    return new Check("ledger-signed", follower, _ -> signed(failStop.because()));
  }

  static Readiness signed(Optional<String> stopped) {
    return stopped
        .map(why -> Readiness.notReady("stopped: " + why))
        .orElseGet(() -> Readiness.ready("what it holds is signed"));
  }

  static Readiness assigned(FollowerStatus status) {
    int partitions = status.partitions().size();
    return status.assigned() && partitions > 0
        ? Readiness.ready(partitions + " partitions")
        : Readiness.notReady("waiting for partitions");
  }

  static Readiness caughtUp(FollowerStatus status) {
    return status.caughtUp()
        ? Readiness.ready(status.describe())
        : Readiness.notReady(status.describe());
  }

  static Readiness healthy(FollowerStatus status) {
    return status
        .failure()
        .map(failure -> Readiness.notReady("stopped: " + failure))
        .orElseGet(() -> Readiness.ready("nothing has stopped it"));
  }
}
