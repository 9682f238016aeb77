package dev.mneme.audit;

import dev.mneme.audit.kafka.AuditPartitions;
import dev.mneme.follower.FollowerSettings;
import dev.mneme.follower.TopicFollower;
import dev.mneme.ledger.LedgerStore;
import dev.mneme.ledger.file.CutBack;
import dev.mneme.ledger.file.FileLedger;
import dev.mneme.shell.Surroundings;
import dev.mneme.topics.Topics;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the service together. */
@Factory
final class AuditFactory {
  private static final Logger LOG = LoggerFactory.getLogger(AuditFactory.class);
  private static final String SERVICE = "audit-sink";

  @Singleton
  OpenLogs openLogs() {
    return new OpenLogs();
  }

  @Singleton
  @Bean(preDestroy = "close")
  LedgerStore ledger(Surroundings surroundings) throws IOException {
    return FileLedger.open(surroundings.statePath().resolve("ledger"), AuditFactory::cutBack);
  }

  /** Eager: the ledger is the purpose of the process, whether or not anybody asks it something. */
  @Context
  @Bean(preDestroy = "close")
  TopicFollower follower(Surroundings surroundings, LedgerStore ledger, OpenLogs openLogs) {
    FollowerSettings settings =
        new FollowerSettings(
            Topics.AUDIT.name(),
            SERVICE,
            surroundings.instanceOf(SERVICE),
            Map.of("bootstrap.servers", surroundings.kafkaBootstrap()));
    AuditPartitions partitions =
        new AuditPartitions(ledger, surroundings.statePath().resolve("ids"), openLogs);
    TopicFollower follower = new TopicFollower(settings, partitions);
    follower.start();
    return follower;
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
