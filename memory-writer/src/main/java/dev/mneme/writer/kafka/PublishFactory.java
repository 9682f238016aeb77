package dev.mneme.writer.kafka;

import dev.mneme.deadletter.DeadLetters;
import dev.mneme.follower.refused.DeadLetterTopic;
import dev.mneme.follower.refused.RefusedRecords;
import dev.mneme.serde.Codecs;
import dev.mneme.shell.Surroundings;
import dev.mneme.shell.audit.keys.Attribution;
import dev.mneme.topics.Topics;
import dev.mneme.tracing.Spans;
import dev.mneme.writer.publish.AuditLog;
import dev.mneme.writer.publish.EventLog;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;

/** Makes what puts single records on the log. */
@Factory
final class PublishFactory {

  @Singleton
  @Bean(preDestroy = "close")
  Producer<byte[], byte[]> publisher(
      Surroundings surroundings,
      PublishSettings settings,
      @Value("${micronaut.application.name}") String service) {
    return new KafkaProducer<>(
        ClientProperties.publisher(
            surroundings.kafkaBootstrap(), surroundings.instanceOf(service), settings.patience()),
        ClientProperties.bytes(),
        ClientProperties.bytes());
  }

  @Singleton
  EventLog eventLog(
      Producer<byte[], byte[]> publisher, Codecs codecs, PublishSettings settings, Spans spans) {
    return new KafkaEventLog(publisher, codecs, settings.mostAtOnce(), settings.patience(), spans);
  }

  @Singleton
  AuditLog auditLog(
      Producer<byte[], byte[]> publisher,
      Codecs codecs,
      Attribution attribution,
      PublishSettings settings) {
    return new KafkaAuditLog(publisher, codecs.of(Topics.AUDIT), attribution, settings.patience());
  }

  @Singleton
  RefusedRecords refusedRecords(
      Producer<byte[], byte[]> publisher, DeadLetters letters, Codecs codecs) {
    return new DeadLetterTopic(publisher, letters, codecs);
  }
}
