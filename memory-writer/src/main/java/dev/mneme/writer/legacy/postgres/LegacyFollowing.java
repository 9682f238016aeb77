package dev.mneme.writer.legacy.postgres;

import dev.mneme.follower.FollowerStatus;
import dev.mneme.follower.TopicFollower;
import dev.mneme.shell.health.Readiness;
import dev.mneme.shell.health.ReadinessCheck;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/**
 * Not ready before PostgreSQL was seen once, or when the projection stopped for good. A database
 * that goes away later only makes the projection late: memories are still taken, so the service
 * stays ready and says so.
 */
@Singleton
@Requires(beans = PostgresProjection.class)
final class LegacyFollowing implements ReadinessCheck {
  private final TopicFollower follower;
  private final PostgresProjection projection;

  LegacyFollowing(TopicFollower follower, PostgresProjection projection) {
    this.follower = follower;
    this.projection = projection;
  }

  @Override
  public String name() {
    return "legacy-projection";
  }

  @Override
  public Readiness check() {
    FollowerStatus status = follower.status();
    return status.failure().isEmpty() && status.assigned() && projection.seen()
        ? Readiness.ready(status.describe())
        : Readiness.notReady(status.describe());
  }
}
