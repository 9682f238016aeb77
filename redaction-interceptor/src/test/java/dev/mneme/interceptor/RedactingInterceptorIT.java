package dev.mneme.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.stack.PartName;
import dev.mneme.stack.Ports;
import dev.mneme.stack.Stack;
import dev.mneme.stack.StackListener;
import dev.mneme.stack.StackSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A real producer that names the interceptor in its settings, and a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedactingInterceptorIT {
  private static final String TOPIC = "upstream";
  private static final String MAIL = "ada@example.com";

  private Stack stack;

  @BeforeAll
  void start(@TempDir Path home) throws Exception {
    stack =
        Stack.start(
            StackSettings.at(home, Ports.free()).only(EnumSet.of(PartName.KAFKA)),
            StackListener.SILENT);
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, stack.ports().bootstrap()))) {
      admin
          .createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
  }

  @AfterAll
  void stop() {
    stack.close();
  }

  @Test
  void shouldPutNothingPersonalOnTheBrokerNotEvenWhatItCannotRead() throws Exception {
    try (KafkaProducer<String, Object> producer = producer()) {
      producer.send(new ProducerRecord<>(TOPIC, "k", "write to " + MAIL)).get(30, TimeUnit.SECONDS);
      CompletableFuture<Exception> told = new CompletableFuture<>();

      assertThatThrownBy(
              () ->
                  producer
                      .send(
                          new ProducerRecord<>(TOPIC, "k", MAIL.getBytes()),
                          (_, failure) -> told.complete(failure))
                      .get(30, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(InvalidTopicException.class)
          .hasMessageContaining(RedactingInterceptor.REFUSED);

      assertThat(told.get(1, TimeUnit.SECONDS)).isInstanceOf(InvalidTopicException.class);
      producer.send(new ProducerRecord<>(TOPIC, "k", "still here")).get(30, TimeUnit.SECONDS);
    }

    assertThat(values()).containsExactly("write to [EMAIL]", "still here");
  }

  private KafkaProducer<String, Object> producer() {
    Serializer<Object> any =
        (_, value) -> value instanceof byte[] bytes ? bytes : value.toString().getBytes();
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            stack.ports().bootstrap(),
            ProducerConfig.INTERCEPTOR_CLASSES_CONFIG,
            RedactingInterceptor.class.getName()),
        new StringSerializer(),
        any);
  }

  private List<String> values() {
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.ports().bootstrap()),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }
}
