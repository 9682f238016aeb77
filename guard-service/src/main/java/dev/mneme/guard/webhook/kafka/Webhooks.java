package dev.mneme.guard.webhook.kafka;

import dev.mneme.follower.FollowerSettings;
import dev.mneme.follower.PartitionStore;
import dev.mneme.follower.RetryLaterException;
import dev.mneme.follower.TopicFollower;
import dev.mneme.guard.webhook.Notice;
import dev.mneme.guard.webhook.Notices;
import dev.mneme.guard.webhook.WebhookSettings;
import dev.mneme.guard.webhook.WebhookSettings.Kind;
import dev.mneme.guard.webhook.http.HttpReceiver;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Codecs;
import dev.mneme.serde.Decoding;
import dev.mneme.shell.Surroundings;
import dev.mneme.shell.metrics.ConsumerLag;
import dev.mneme.topics.PartitionLag;
import dev.mneme.topics.Topic;
import dev.mneme.topics.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Follows the topics that somebody is told of. An instance goes on where its group was; a group
 * that was never there begins with what happens from the service's start on, because nobody wants
 * to be told of the last ninety days. After a crash the last second may be told again, under the
 * same ids.
 */
@Singleton
@Requires(beans = WebhookSettings.class)
final class Webhooks implements ConsumerLag {

  private static final int FEW = 10;
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(60);
  private static final int PATIENCE_MILLIS = 10_000;

  private final WebhookSettings settings;
  private final Surroundings surroundings;
  private final String service;
  private final Codecs codecs;
  private final MeterRegistry meters;
  private final HttpReceiver receiver;
  private final Instant started = Instant.now();
  private final Map<Kind, TopicFollower> followers = new EnumMap<>(Kind.class);

  Webhooks(
      WebhookSettings settings,
      Surroundings surroundings,
      @Value("${micronaut.application.name}") String service,
      Codecs codecs,
      MeterRegistry meters) {
    this.settings = settings;
    this.surroundings = surroundings;
    this.service = service;
    this.codecs = codecs;
    this.meters = meters;
    this.receiver =
        new HttpReceiver(
            settings.address(), settings.signature(), settings.patience(), InstantSource.system());
    for (Kind kind : settings.kinds()) {
      followers.put(
          kind,
          switch (kind) {
            case GUARD -> follower(kind, Topics.GUARD_EVENTS, Notices::of);
            case ROLLOUT -> follower(kind, Topics.ROLLOUT_EVENTS, Notices::of);
            case AUDIT ->
                follower(kind, Topics.AUDIT, event -> Notices.of(event, settings.results()));
          });
    }
  }

  private <V extends SpecificRecord> TopicFollower follower(
      Kind kind, Topic<V> topic, Function<V, Optional<Notice>> notices) {
    AvroCodec<V> codec = codecs.of(topic);
    String group = service + "-webhooks-" + kind.label();
    Deliveries.Counters counters =
        new Deliveries.Counters(
            counter(kind, "taken"), counter(kind, "retried"), counter(kind, "given_up"));
    Deliveries.Telling telling =
        record ->
            switch (codec.decode(record.value())) {
              case Decoding.Decoded<V>(V value) -> notices.apply(value);
              // whoever wrote it, it is none of ours, and there is nothing to tell
              case Decoding.Undecodable<V> _ -> Optional.empty();
              case Decoding.RegistryUnavailable<V>(String reason) ->
                  throw new RetryLaterException(reason, null);
            };
    return new TopicFollower(
        new FollowerSettings(
            topic.name(),
            group,
            surroundings.instanceOf(service),
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, surroundings.kafkaBootstrap()),
            FEW,
            FIRST_RETRY,
            LONGEST_RETRY),
        partition -> open(group, partition, telling, counters));
  }

  private PartitionStore open(
      String group,
      TopicPartition partition,
      Deliveries.Telling telling,
      Deliveries.Counters counters)
      throws RetryLaterException, InterruptedException {
    return new Deliveries(
        begin(group, partition),
        telling,
        receiver,
        settings.retryFor(),
        counters,
        InstantSource.system());
  }

  private long begin(String group, TopicPartition partition)
      throws RetryLaterException, InterruptedException {
    try (Admin admin =
        Admin.create(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                surroundings.kafkaBootstrap(),
                ConsumerConfig.CLIENT_ID_CONFIG,
                surroundings.instanceOf(service) + "-webhooks",
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS))) {
      OffsetAndMetadata was =
          admin
              .listConsumerGroupOffsets(group)
              .partitionsToOffsetAndMetadata()
              .get()
              .get(partition);
      if (was != null) {
        return was.offset();
      }
      long end = offset(admin, partition, OffsetSpec.latest());
      long since = offset(admin, partition, OffsetSpec.forTimestamp(started.toEpochMilli()));
      return since < 0 ? end : since;
    } catch (ExecutionException e) {
      throw new RetryLaterException("the broker does not say how far the group was", e);
    }
  }

  /** Negative when there is none of that time. */
  private static long offset(Admin admin, TopicPartition partition, OffsetSpec wanted)
      throws ExecutionException, InterruptedException {
    return admin.listOffsets(Map.of(partition, wanted)).partitionResult(partition).get().offset();
  }

  private Counter counter(Kind kind, String result) {
    return Counter.builder("webhook_deliveries")
        .description("Attempts to tell others, and how they ended")
        .tag("event", kind.label())
        .tag("result", result)
        .register(meters);
  }

  @EventListener
  void start(StartupEvent event) {
    followers.values().forEach(TopicFollower::start);
  }

  @PreDestroy
  void stop() {
    followers.values().forEach(TopicFollower::close);
    receiver.close();
  }

  @Override
  public List<PartitionLag> lag() {
    return followers.values().stream().flatMap(follower -> follower.lag().stream()).toList();
  }
}
