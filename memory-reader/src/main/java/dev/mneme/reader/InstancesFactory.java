package dev.mneme.reader;

import dev.mneme.follower.TopicFollower;
import dev.mneme.reader.instances.KnownPlacement;
import dev.mneme.reader.instances.http.ForwardingSettings;
import dev.mneme.reader.instances.http.HttpPeers;
import dev.mneme.reader.instances.kafka.GroupMembership;
import dev.mneme.reader.kafka.Clients;
import dev.mneme.reader.outcome.Reporter;
import dev.mneme.reader.position.Accountability;
import dev.mneme.shell.Surroundings;
import dev.mneme.topics.Topics;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Puts together what this instance has to do with others. */
@Factory
final class InstancesFactory {

  @Singleton
  KnownPlacement instances(Reporter reporter) {
    return new KnownPlacement(reporter.instance(), Topics.RECORDS.partitions());
  }

  @Singleton
  FollowedCopies copies(
      @Named(ReaderFactory.RECORDS) TopicFollower records,
      Embedding embedding,
      Accountability accountability) {
    return new FollowedCopies(
        records,
        embedding.vectors(),
        partition -> accountability.answers(partition, System.nanoTime()));
  }

  /** Started and closed by {@link ReaderLifecycle}. */
  @Singleton
  GroupMembership membership(
      Surroundings surroundings,
      KnownPlacement known,
      InstanceSettings settings,
      FollowedCopies copies) {
    return new GroupMembership(
        Topics.RECORDS.name(),
        known,
        settings.standbys(),
        copies::warm,
        copies::positions,
        more ->
            Clients.member(surroundings.kafkaBootstrap(), Reporter.SERVICE, known.name(), more));
  }

  @Singleton
  @Bean(preDestroy = "close")
  HttpPeers peers(InstanceSettings settings) {
    return new HttpPeers(settings.forwards());
  }

  @Singleton
  ForwardingSettings forwarding(
      InstanceSettings settings, ReaderSettings reader, FreshnessSettings freshness) {
    return settings.forwarding(reader.recallBudget(), freshness.consistencyWait());
  }
}
