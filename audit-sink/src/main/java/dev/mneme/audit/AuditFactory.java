package dev.mneme.audit;

import dev.mneme.audit.kafka.AuditPartitions;
import dev.mneme.audit.kafka.CheckpointProducer;
import dev.mneme.audit.kafka.CheckpointTopic;
import dev.mneme.audit.signing.CheckpointClock;
import dev.mneme.audit.signing.FailStop;
import dev.mneme.audit.signing.WholeLedgerCheck;
import dev.mneme.follower.FollowerSettings;
import dev.mneme.follower.PartitionStore;
import dev.mneme.follower.TopicFollower;
import dev.mneme.follower.WatchedStores;
import dev.mneme.ledger.file.CutBack;
import dev.mneme.ledger.file.FileLedger;
import dev.mneme.ledger.sign.CheckpointSigner;
import dev.mneme.serde.Codecs;
import dev.mneme.shell.Surroundings;
import dev.mneme.shell.metrics.ConsumerLag;
import dev.mneme.topics.Topics;
import dev.mneme.tracing.Spans;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the service together. */
@Factory
final class AuditFactory {
  private static final Logger LOG = LoggerFactory.getLogger(AuditFactory.class);
  private static final String SERVICE = "audit-sink";

  /** Each batch costs a force of the disk, so those that there are when it is behind are large. */
  private static final int MOST_IN_A_BATCH = 4000;

  @Singleton
  OpenLogs openLogs() {
    return new OpenLogs();
  }

  @Singleton
  FailStop failStop() {
    return new FailStop(() -> Runtime.getRuntime().halt(FailStop.EXIT));
  }

  @Singleton
  @Bean(preDestroy = "close")
  FileLedger ledger(Surroundings surroundings) throws IOException {
    return FileLedger.open(folder(surroundings), AuditFactory::cutBack);
  }

  @Singleton
  CheckpointSigner signer(LedgerSettings settings, FileLedger ledger) throws IOException {
    return CheckpointSigner.open(
        settings.name(), settings.signer(), settings.retired(), ledger.checkpoints());
  }

  @Singleton
  Receipts receipts(OpenLogs openLogs, CheckpointSigner signer) {
    return new Receipts(openLogs, signer);
  }

  @Singleton
  LedgerMeters meters(MeterRegistry registry, OpenLogs openLogs, FailStop failStop) {
    return new LedgerMeters(registry, openLogs, failStop);
  }

  @Singleton
  @Bean(preDestroy = "close")
  CheckpointTopic checkpointTopic(Surroundings surroundings, Codecs codecs) {
    CheckpointTopic topic =
        new CheckpointTopic(
            CheckpointProducer.at(surroundings.kafkaBootstrap(), surroundings.instanceOf(SERVICE)),
            codecs.of(Topics.CHECKPOINTS),
            InstantSource.system());
    topic.start();
    return topic;
  }

  @Context
  @Bean(preDestroy = "close")
  CheckpointClock clock(
      CheckpointSigner signer,
      OpenLogs openLogs,
      LedgerSettings settings,
      FailStop failStop,
      CheckpointTopic topic,
      LedgerMeters meters) {
    CheckpointClock clock =
        new CheckpointClock(signer, openLogs, settings.every(), failStop, topic::offer);
    meters.watch(clock);
    clock.start();
    return clock;
  }

  @Context
  WholeLedgerCheck wholeLedgerCheck(
      Surroundings surroundings,
      FileLedger ledger,
      OpenLogs openLogs,
      FailStop failStop,
      LedgerMeters meters) {
    WholeLedgerCheck check = new WholeLedgerCheck(folder(surroundings), openLogs, failStop);
    meters.watch(check);
    check.start();
    return check;
  }

  /** Eager: the ledger is the purpose of the process, whether or not anybody asks it something. */
  @Context
  @Bean(preDestroy = "close")
  TopicFollower follower(
      Surroundings surroundings,
      FileLedger ledger,
      OpenLogs openLogs,
      CheckpointSigner signer,
      FailStop failStop,
      LedgerMeters meters,
      Spans spans) {
    FollowerSettings settings =
        new FollowerSettings(
                Topics.AUDIT.name(),
                SERVICE,
                surroundings.instanceOf(SERVICE),
                Map.of("bootstrap.servers", surroundings.kafkaBootstrap()))
            .batchesOf(MOST_IN_A_BATCH);
    AuditPartitions partitions =
        new AuditPartitions(
            ledger,
            surroundings.statePath().resolve("ids"),
            openLogs,
            signer::admit,
            failStop,
            meters);
    TopicFollower follower =
        new TopicFollower(
            settings,
            WatchedStores.of(
                id -> {
                  PartitionStore store = partitions.open(id);
                  meters.opened(id.partition());
                  return store;
                },
                "audit",
                spans));
    follower.start();
    return follower;
  }

  @Singleton
  ConsumerLag lag(TopicFollower follower) {
    return follower::lag;
  }

  private static Path folder(Surroundings surroundings) {
    return surroundings.statePath().resolve("ledger");
  }

  private static void cutBack(CutBack cut) {
    LOG.warn(
        "torn tail cut back partition={} entries={} bytes={} flaw={}",
        cut.partition(),
        cut.entries(),
        cut.bytes(),
        cut.why().flaw());
  }
}
