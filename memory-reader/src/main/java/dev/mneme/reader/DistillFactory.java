package dev.mneme.reader;

import dev.mneme.control.LayerFeature;
import dev.mneme.follower.TopicFollower;
import dev.mneme.follower.whole.WholeTopic;
import dev.mneme.follower.whole.WholeTopicConsumer;
import dev.mneme.identity.KeyedHash;
import dev.mneme.reader.anonymity.Floors;
import dev.mneme.reader.distill.DisclosureControl;
import dev.mneme.reader.distill.DistillAudit;
import dev.mneme.reader.distill.DistillOperation;
import dev.mneme.reader.distill.DistillPolicies;
import dev.mneme.reader.distill.DistillPolicy;
import dev.mneme.reader.distill.Distills;
import dev.mneme.reader.distill.LocalParts;
import dev.mneme.reader.distill.Parts;
import dev.mneme.reader.distill.SmallGroups;
import dev.mneme.reader.distill.peers.PartProof;
import dev.mneme.reader.distill.peers.PartsOfPeer;
import dev.mneme.reader.distill.peers.SharedParts;
import dev.mneme.reader.instances.Copies;
import dev.mneme.reader.instances.Instances;
import dev.mneme.reader.kafka.DisclosureLog;
import dev.mneme.reader.outcome.Audit;
import dev.mneme.reader.outcome.BatchedOutcomes;
import dev.mneme.reader.outcome.Reporter;
import dev.mneme.reader.position.Accountability;
import dev.mneme.reader.recall.Records;
import dev.mneme.reader.recall.lucene.LuceneIndexes;
import dev.mneme.serde.Codecs;
import dev.mneme.shell.Surroundings;
import dev.mneme.shell.control.LayerControl;
import dev.mneme.shell.limit.InFlight;
import dev.mneme.topics.Topics;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;

/** Puts together what answers questions about many. */
@Factory
final class DistillFactory {

  static final String DISCLOSURES = "disclosures";

  private static final Duration TO_THE_LOG = Duration.ofSeconds(2);

  /** As many instances as usually ask at once. */
  private static final int PARTS_OF_ONE = 4;

  /** A tenth of what the service may use. */
  private static final long MOST_REMEMBERED = 48L * 1024 * 1024;

  /** Until it was heard what operators set, everybody is hidden. */
  @Singleton
  DistillPolicies distillPolicies(DistillSettings settings, LayerControl control) {
    DistillPolicy hiding = settings.policy(settings.floors());
    DistillPolicy open = settings.policy(Floors.NONE);
    return () -> control.isOn(LayerFeature.K_ANONYMITY) || !control.known() ? hiding : open;
  }

  @Singleton
  Records records(LuceneIndexes indexes) {
    return indexes.records();
  }

  /** What goes for recall goes for everything that is read: nothing forgotten is shown. */
  @Singleton
  PartitionFitness fitness(
      @Named(ReaderFactory.RECORDS) TopicFollower follower, Accountability accountability) {
    return partition ->
        IndexFitness.unfit(follower.status(), partition)
            .or(
                () ->
                    accountability.answers(partition, System.nanoTime())
                        ? Optional.empty()
                        : Optional.of(LayerStandings.UNACCOUNTED));
  }

  @Singleton
  @Named("here")
  Parts partsHere(Records records, PartitionFitness fitness) {
    return new LocalParts(records, fitness::unfit);
  }

  @Singleton
  @Primary
  Parts parts(
      @Named("here") Parts here, Instances instances, Copies copies, Supplier<PartsOfPeer> peers) {
    return new SharedParts(here, instances, copies, peers);
  }

  @Singleton
  PartProof partProof(KeyedHash hash) {
    return new PartProof(hash);
  }

  @Singleton
  DisclosureLog disclosures(
      Producer<byte[], byte[]> producer, Codecs codecs, DistillSettings settings) {
    return new DisclosureLog(
        producer, codecs.of(Topics.DISCLOSURES), settings.limits(), MOST_REMEMBERED, TO_THE_LOG);
  }

  /** Started and stopped by {@link DisclosureReading}. */
  @Singleton
  @Named(DISCLOSURES)
  WholeTopic disclosuresTopic(
      Surroundings surroundings, Reporter reporter, DisclosureLog disclosures) {
    return new WholeTopic(
        Topics.DISCLOSURES.name(),
        () ->
            WholeTopicConsumer.of(
                surroundings.kafkaBootstrap(), reporter.instance() + "-" + DISCLOSURES),
        disclosures);
  }

  @Singleton
  Distills distills(
      Parts parts,
      DisclosureControl disclosures,
      SmallGroups smallGroups,
      DistillSettings settings) {
    return new Distills(
        parts,
        Topics.RECORDS.partitions(),
        disclosures,
        smallGroups,
        settings.budget(),
        settings.remember());
  }

  @Singleton
  DistillOperation distillOperation(
      WholeLayer newLayer,
      Distills distills,
      KeyedHash hash,
      Audit audit,
      BatchedOutcomes outcomes,
      Reporter reporter,
      InstantSource clock) {
    return new DistillOperation(
        newLayer::standing,
        distills,
        new DistillAudit(hash, reporter.instance()),
        audit,
        outcomes,
        reporter,
        clock);
  }

  @Singleton
  @Named("distill")
  InFlight distillsAtOnce(DistillSettings settings) {
    return new InFlight(settings.atOnce());
  }

  /** A room of their own: instances that ask one another must not wait for one another. */
  @Singleton
  @Named("distill-parts")
  InFlight partsAtOnce(DistillSettings settings) {
    return new InFlight(PARTS_OF_ONE * settings.atOnce());
  }
}
