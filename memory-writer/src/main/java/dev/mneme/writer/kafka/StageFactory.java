package dev.mneme.writer.kafka;

import dev.mneme.deadletter.DeadLetters;
import dev.mneme.identity.KeyedHash;
import dev.mneme.identity.SubjectKeyring;
import dev.mneme.serde.Codecs;
import dev.mneme.shell.Surroundings;
import dev.mneme.shell.metrics.ConsumerLag;
import dev.mneme.topology.StreamsMeters;
import dev.mneme.topology.TopologyRunner;
import dev.mneme.tracing.Spans;
import dev.mneme.writer.admission.Admission;
import dev.mneme.writer.redact.MemoryRedaction;
import dev.mneme.writer.redact.RedactionCounter;
import dev.mneme.writer.topology.RegistryPatience;
import dev.mneme.writer.topology.Reporter;
import dev.mneme.writer.topology.WriterTopology;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.util.Properties;

/**
 * Makes the stream stage; an instance without it is an HTTP edge only. Redactions are counted here
 * and not at the edge: every event passes here once, whichever way it came.
 */
@Factory
@Requires(property = "mneme.writer.stage.enabled", notEquals = "false")
final class StageFactory {

  @Singleton
  ConsumerLag stageLag(TopologyRunner stage) {
    return stage::lag;
  }

  @Context
  @Bean(preDestroy = "close")
  TopologyRunner stage(
      Surroundings surroundings,
      StageSettings settings,
      MemorySettings memories,
      Codecs codecs,
      Admission admission,
      MemoryRedaction redaction,
      RedactionCounter counter,
      KeyedHash hash,
      SubjectKeyring keyring,
      DeadLetters letters,
      MeterRegistry registry,
      Spans spans,
      @Value("${micronaut.application.name}") String service) {
    String instance = surroundings.instanceOf(service);
    Reporter reporter = new Reporter(service, instance, surroundings.region());
    WriterTopology.Parts parts =
        new WriterTopology.Parts(
            codecs,
            admission,
            redaction.countedBy(counter),
            hash,
            keyring,
            letters,
            reporter,
            RegistryPatience.standard(),
            memories.toPolicy(),
            memories.toSchedule(),
            spans);
    Properties properties =
        ClientProperties.stage(
            settings,
            surroundings.kafkaBootstrap(),
            surroundings.statePath().resolve("streams"),
            instance);
    TopologyRunner stage =
        new TopologyRunner(() -> WriterTopology.build(parts), properties, WriterTopology.TOPICS);
    StreamsMeters.bind(registry, stage);
    stage.start();
    return stage;
  }
}
