package dev.mneme.benchmarks;

import dev.mneme.deadletter.DeadLetterKey;
import dev.mneme.deadletter.DeadLetters;
import dev.mneme.identity.KeyedHash;
import dev.mneme.identity.SubjectKeyring;
import dev.mneme.redaction.Policy;
import dev.mneme.redaction.Redactor;
import dev.mneme.topology.TopologyRunner;
import dev.mneme.writer.admission.Admission;
import dev.mneme.writer.admission.Limits;
import dev.mneme.writer.kafka.ClientProperties;
import dev.mneme.writer.kafka.StageSettings;
import dev.mneme.writer.redact.MemoryRedaction;
import dev.mneme.writer.topology.RegistryPatience;
import dev.mneme.writer.topology.Reporter;
import dev.mneme.writer.topology.WriterTopology;
import java.time.Duration;
import java.util.Properties;

/** The writer's stage as the service runs it. */
final class WriterStage implements Contender {

  /** As the service has by default, unless {@code -Dthreads} says otherwise. */
  private static final int THREADS = Integer.getInteger("threads", 2);

  private static final String INSTANCE = "benchmark";

  private final Place place;
  private final Duration commitInterval;

  WriterStage(Place place, Duration commitInterval) {
    this.place = place;
    this.commitInterval = commitInterval;
  }

  @Override
  public String label() {
    return "writer";
  }

  /** The stage's settings of Kafka Streams; the relay on Streams has them too. */
  Properties settings(String group) {
    return ClientProperties.stage(
        new StageSettings(group, THREADS, commitInterval, 0, Duration.ofSeconds(6)),
        place.bootstrap(),
        place.folder().resolve(group),
        INSTANCE);
  }

  @Override
  public Running start(String group) {
    WriterTopology.Parts parts =
        new WriterTopology.Parts(
            place.codecs(),
            new Admission(Limits.STANDARD),
            new MemoryRedaction(Redactor.of(Policy.standard())),
            new KeyedHash(new byte[32]),
            new SubjectKeyring(new byte[32]),
            new DeadLetters(new DeadLetterKey(new byte[32]), "memory-writer"),
            new Reporter("memory-writer", INSTANCE, "local"),
            RegistryPatience.standard());
    TopologyRunner stage =
        new TopologyRunner(
            () -> WriterTopology.build(parts), settings(group), WriterTopology.TOPICS);
    stage.start();
    return stage::close;
  }
}
