package dev.mneme.reader;

import com.zaxxer.hikari.HikariDataSource;
import dev.mneme.follower.TopicFollower;
import dev.mneme.reader.instances.kafka.GroupMembership;
import dev.mneme.reader.kafka.Outbox;
import dev.mneme.reader.kafka.PositionTeller;
import dev.mneme.reader.outcome.BatchedOutcomes;
import dev.mneme.reader.outcome.Reporter;
import dev.mneme.reader.probe.Prober;
import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.recall.lucene.LuceneIndexes;
import dev.mneme.reader.recall.lucene.WarmUp;
import dev.mneme.shell.Surroundings;
import dev.mneme.shell.mode.Modes;
import dev.mneme.shell.mode.kafka.ModeFollower;
import dev.mneme.topics.SubjectPartition;
import dev.mneme.topics.Topics;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts what runs by itself, and stops it in the order in which nothing is lost: what follows the
 * log commits first, what reports drains last.
 */
@Singleton
final class ReaderLifecycle {

  private static final Logger log = LoggerFactory.getLogger(ReaderLifecycle.class);

  private final Surroundings surroundings;
  private final LuceneIndexes indexes;
  private final TopicFollower records;
  private final Embedding embedding;
  private final GroupMembership membership;
  private final InstanceSettings instances;
  private final ModeFollower modeFollower;
  private final BatchedOutcomes outcomes;
  private final Outbox outbox;
  private final HikariDataSource legacy;
  private final PositionTeller positions;

  ReaderLifecycle(
      Surroundings surroundings,
      ReaderSettings settings,
      LuceneIndexes indexes,
      @Named(ReaderFactory.RECORDS) TopicFollower records,
      Embedding embedding,
      GroupMembership membership,
      InstanceSettings instances,
      ModeFollower modeFollower,
      Modes modes,
      BoundedLayers layers,
      BatchedOutcomes outcomes,
      Outbox outbox,
      Reporter reporter,
      HikariDataSource legacy,
      PositionTeller positions,
      InstantSource clock) {
    this.surroundings = surroundings;
    this.indexes = indexes;
    this.records = records;
    this.embedding = embedding;
    this.membership = membership;
    this.instances = instances;
    this.modeFollower = modeFollower;
    this.outcomes = outcomes;
    this.outbox = outbox;
    this.legacy = legacy;
    this.positions = positions;
    ProbeQuestions questions =
        new ProbeQuestions(
            records::status, subject -> SubjectPartition.of(subject, Topics.RECORDS.partitions()));
    for (Layer layer : Layer.values()) {
      Prober prober =
          new Prober(
              layer,
              layers.of(layer),
              () -> questions.of(layer),
              settings.probeBudget(),
              outbox,
              reporter,
              clock);
      modes.onChange(
          (scope, mode) -> {
            if (scope.equals(reporter.scope(layer))) {
              prober.announced(mode);
            }
          });
    }
  }

  @EventListener
  void start(StartupEvent event) throws IOException {
    outbox.start();
    modeFollower.start();
    WarmUp.run(surroundings.statePath());
    indexes.start();
    records.start();
    positions.start();
    embedding.start();
    log.info("reader started instance={}", surroundings.instanceOf(Reporter.SERVICE));
  }

  /** Not before it can be reached. */
  @EventListener
  void join(ServerStartupEvent event) throws UnknownHostException {
    EmbeddedServer server = event.getSource();
    membership.start(instances.address(server.getScheme(), server.getHost(), server.getPort()));
  }

  @PreDestroy
  void stop() {
    membership.close();
    modeFollower.close();
    embedding.close();
    records.close();
    indexes.close();
    positions.close();
    outcomes.close();
    outbox.close();
    legacy.close();
    log.info("reader stopped lostReports={}", outbox.lost());
  }
}
