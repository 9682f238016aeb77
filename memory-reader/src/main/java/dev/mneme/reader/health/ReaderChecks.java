package dev.mneme.reader.health;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.mneme.follower.FollowerStatus;
import dev.mneme.follower.TopicFollower;
import dev.mneme.reader.embedding.EmbeddingWorker;
import dev.mneme.reader.embedding.QueryEmbeddings;
import dev.mneme.reader.instances.KnownPlacement;
import dev.mneme.reader.instances.kafka.GroupMembership;
import dev.mneme.reader.kafka.Outbox;
import dev.mneme.reader.position.Accountability;
import dev.mneme.shell.health.Readiness;
import dev.mneme.shell.health.ReadinessCheck;
import dev.mneme.shell.mode.Modes;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Not ready until the records are caught up with and the modes are known. Reports that do not
 * arrive and a legacy layer that is away are shown, but the reader is ready without: it serves what
 * it has.
 */
@Factory
final class ReaderChecks {

  private record Check(String name, Supplier<Readiness> answer) implements ReadinessCheck {

    @Override
    public Readiness check() {
      return answer.get();
    }
  }

  @Singleton
  @Named("records-caught-up")
  ReadinessCheck records(@Named("records") TopicFollower follower) {
    return new Check(
        "records-caught-up",
        () -> {
          FollowerStatus status = follower.status();
          return new Readiness(status.caughtUp(), status.describe());
        });
  }

  /** Who could make itself heard goes on with what it has when the broker goes. */
  @Singleton
  @Named("positions-told")
  ReadinessCheck positions(Accountability accountability) {
    return new Check(
        "positions-told",
        () ->
            new Readiness(
                accountability.isComplete(),
                accountability.isComplete()
                    ? "told; last heard "
                        + accountability.silentFor(System.nanoTime()).toSeconds()
                        + " s ago"
                    : "who forgets does not know yet that these indexes are read"));
  }

  @Singleton
  @Named("instances")
  ReadinessCheck instances(KnownPlacement known, GroupMembership membership) {
    return new Check(
        "instances",
        () ->
            membership
                .failure()
                .map(Readiness::notReady)
                .orElseGet(
                    () ->
                        Readiness.ready(
                            "%d in the group; partitions owned %s, copies here of %s"
                                .formatted(
                                    known.all().size(),
                                    new TreeSet<>(known.placement().ownedBy(known.name())),
                                    new TreeSet<>(known.placement().copiesOf(known.name()))))));
  }

  @Singleton
  @Named("embeddings")
  ReadinessCheck embeddings(Optional<EmbeddingWorker> worker, Optional<QueryEmbeddings> questions) {
    return new Check(
        "embeddings",
        () ->
            Readiness.ready(
                worker.isEmpty() || questions.isEmpty()
                    ? "off: recall goes by words alone"
                    : "%d memories wait for a vector; %d computed, %d failed; %d questions late, %d failed"
                        .formatted(
                            worker.get().waiting(),
                            worker.get().computed(),
                            worker.get().failures(),
                            questions.get().late(),
                            questions.get().failed())));
  }

  @Singleton
  @Named("modes-known")
  ReadinessCheck modes(Modes modes) {
    return new Check(
        "modes-known",
        () ->
            modes.known()
                ? Readiness.ready("known; " + modes.unreadable() + " announcements unreadable")
                : Readiness.notReady("the guard's announcements were not all heard yet"));
  }

  @Singleton
  @Named("reports")
  ReadinessCheck reports(Outbox outbox) {
    return new Check(
        "reports",
        () ->
            Readiness.ready(
                "%s; %d delivered, %d lost since the start"
                    .formatted(
                        outbox.arriving() ? "arriving" : "not arriving: the broker is away",
                        outbox.delivered(),
                        outbox.lost())));
  }

  @Singleton
  @Named("legacy-layer")
  ReadinessCheck legacy(HikariDataSource pool) {
    return new Check(
        "legacy-layer",
        () -> {
          HikariPoolMXBean connections = pool.getHikariPoolMXBean();
          int open = connections == null ? 0 : connections.getTotalConnections();
          return Readiness.ready(
              open == 0 ? "not connected: PostgreSQL is away" : open + " connections");
        });
  }
}
