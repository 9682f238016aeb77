package dev.mneme.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mneme.events.AuditEvent;
import dev.mneme.events.ControlCommand;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.GuardEvent;
import dev.mneme.events.LayerMode;
import dev.mneme.events.OperationOutcome;
import dev.mneme.events.OutcomeKind;
import dev.mneme.events.OutcomeResult;
import dev.mneme.serde.Codecs;
import dev.mneme.serde.Decoding;
import dev.mneme.topics.Scope;
import dev.mneme.topics.Topic;
import dev.mneme.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Reports outcomes of one scope as readers do, and sees what readers see of it: committed only. */
final class LogOfScope implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Scope scope;
  private final Codecs codecs;
  private final Producer<String, byte[]> producer;
  private final Consumer<String, byte[]> consumer;
  private final List<LayerMode> modes = new ArrayList<>();
  private final List<GuardEvent> events = new ArrayList<>();
  private final List<AuditEvent> audit = new ArrayList<>();
  private final List<DeadLetter> letters = new ArrayList<>();

  LogOfScope(String bootstrap, Codecs codecs, Scope scope) {
    this.scope = scope;
    this.codecs = codecs;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 0),
            new StringSerializer(),
            new ByteArraySerializer());
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    var partitions =
        List.of(Topics.MODE, Topics.GUARD_EVENTS, Topics.AUDIT, Topics.DLQ).stream()
            .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  OperationOutcome outcome(OutcomeKind kind, OutcomeResult result, long epoch, String instance) {
    return OperationOutcome.newBuilder()
        .setOutcomeId(UUID.randomUUID())
        .setLayer(scope.layer())
        .setRegion(scope.region())
        .setKind(kind)
        .setOperation("recall")
        .setFamily("personal")
        .setResult(result)
        .setEpoch(epoch)
        .setLatencyMicros(9_000)
        .setService("memory-reader")
        .setInstance(instance)
        .setAt(Instant.now())
        .build();
  }

  OperationOutcome failure() {
    return outcome(OutcomeKind.OPERATION, OutcomeResult.SERVER_ERROR, 0, "reader-0");
  }

  /** Its offset. */
  long report(OperationOutcome outcome) {
    return report(codecs.of(Topics.OUTCOMES).encode(outcome));
  }

  long report(byte[] value) {
    return send(Topics.OUTCOMES, value);
  }

  private long send(Topic<?> topic, byte[] value) {
    try {
      return producer.send(new ProducerRecord<>(topic.name(), scope.key(), value)).get().offset();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("the broker did not take a record", e);
    }
  }

  ControlCommand force(String mode, Duration time) {
    Instant now = Instant.now();
    return ControlCommand.newBuilder()
        .setCommandId(UUID.randomUUID())
        .setTarget(scope.key())
        .setAction("force")
        .setValue(mode)
        .setUntil(now.plus(time))
        .setActor("alice")
        .setReason("a test")
        .setAt(now)
        .build();
  }

  void tell(ControlCommand command) {
    send(Topics.CONTROL, codecs.of(Topics.CONTROL).encode(command));
  }

  /** All modes of the scope so far, once there are this many. */
  List<LayerMode> modes(int atLeast) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ZERO)
        .until(
            () -> {
              look(Duration.ofMillis(100));
              return modes.size() >= atLeast;
            });
    return List.copyOf(modes);
  }

  List<GuardEvent> events() {
    look(Duration.ofMillis(200));
    return List.copyOf(events);
  }

  List<AuditEvent> audit() {
    look(Duration.ofMillis(200));
    return List.copyOf(audit);
  }

  List<DeadLetter> letters(int atLeast) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              look(Duration.ofMillis(100));
              return letters.size() >= atLeast;
            });
    return List.copyOf(letters);
  }

  private void look(Duration within) {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(within)) {
      if (record.topic().equals(Topics.MODE.name()) && record.key().equals(scope.key())) {
        modes.add(decoded(Topics.MODE, record));
      } else if (record.topic().equals(Topics.GUARD_EVENTS.name())
          && record.key().equals(scope.key())) {
        events.add(decoded(Topics.GUARD_EVENTS, record));
      } else if (record.topic().equals(Topics.AUDIT.name())) {
        AuditEvent entry = decoded(Topics.AUDIT, record);
        if (entry.getReason() != null && entry.getReason().startsWith(scope.key() + " ")) {
          audit.add(entry);
        }
      } else if (record.topic().equals(Topics.DLQ.name())) {
        letters.add(decoded(Topics.DLQ, record));
      }
    }
  }

  private <V extends SpecificRecord> V decoded(
      Topic<V> topic, ConsumerRecord<String, byte[]> record) {
    var decoding = codecs.of(topic).decode(record.value());
    assertThat(decoding).isInstanceOf(Decoding.Decoded.class);
    return ((Decoding.Decoded<V>) decoding).value();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    consumer.close();
  }
}
