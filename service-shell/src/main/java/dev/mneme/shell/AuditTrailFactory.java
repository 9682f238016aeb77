package dev.mneme.shell;

import dev.mneme.follower.whole.WholeTopicConsumer;
import dev.mneme.identity.KeyedHash;
import dev.mneme.identity.SubjectKeyring;
import dev.mneme.serde.Codecs;
import dev.mneme.shell.audit.Accounts;
import dev.mneme.shell.audit.AuditSettings;
import dev.mneme.shell.audit.AuditTrail;
import dev.mneme.shell.audit.Refusals;
import dev.mneme.shell.audit.keys.Attribution;
import dev.mneme.shell.audit.keys.SubjectKeys;
import dev.mneme.shell.audit.keys.kafka.KeyFollower;
import dev.mneme.shell.audit.spool.SpooledTrail;
import dev.mneme.topics.Topics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes what a service's own entries of the audit need. */
@Factory
final class AuditTrailFactory {

  @Singleton
  SubjectKeyring subjectKeyring(Surroundings surroundings) {
    return new SubjectKeyring(surroundings.auditKeyBytes());
  }

  /** Made by whoever needs one first; a service that writes of no person follows no keys. */
  @Singleton
  @Bean(preDestroy = "close")
  KeyFollower subjectKeys(
      Surroundings surroundings,
      Codecs codecs,
      SubjectKeyring keyring,
      MeterRegistry registry,
      @Value("${micronaut.application.name}") String service) {
    KeyFollower follower =
        new KeyFollower(
            () ->
                WholeTopicConsumer.of(
                    surroundings.kafkaBootstrap(),
                    surroundings.instanceOf(service) + "-subject-keys"),
            codecs.of(Topics.SUBJECT_KEYS),
            keyring);
    Gauge.builder("audit_subject_keys", follower, KeyFollower::size)
        .description("Subjects whose key in the audit this instance knows")
        .register(registry);
    follower.start();
    return follower;
  }

  @Singleton
  Attribution attribution(SubjectKeys keys, SubjectKeyring keyring, InstantSource clock) {
    return new Attribution(keys, keyring, clock);
  }

  @Singleton
  @Bean(preDestroy = "close")
  SpooledTrail trail(
      Surroundings surroundings,
      AuditSettings settings,
      Codecs codecs,
      BeanProvider<Attribution> attribution,
      MeterRegistry registry,
      @Value("${micronaut.application.name}") String service)
      throws IOException {
    SpooledTrail trail =
        SpooledTrail.open(
            surroundings.statePath().resolve("audit-spool"),
            settings.spoolBytes(),
            () -> producer(surroundings, service),
            codecs.of(Topics.AUDIT),
            attribution::get);
    FunctionCounter.builder("audit_own_entries_total", trail, SpooledTrail::delivered)
        .description("Entries of reads, refusals and operators' acts that the broker has")
        .register(registry);
    FunctionCounter.builder("audit_own_entries_lost_total", trail, SpooledTrail::lost)
        .description("Entries that could not be kept; no receipt was given for them")
        .register(registry);
    Gauge.builder("audit_own_entries_waiting_bytes", trail, SpooledTrail::waiting)
        .description("Entries on this instance's disk that the broker does not have yet")
        .register(registry);
    return trail;
  }

  @Singleton
  Accounts accounts(
      AuditTrail trail,
      AuditSettings settings,
      KeyedHash hash,
      Surroundings surroundings,
      @Value("${micronaut.application.name}") String service) {
    return new Accounts(
        trail,
        new Refusals(settings.refusalsPerSecond()),
        hash,
        service,
        surroundings.instanceOf(service));
  }

  private static Producer<byte[], byte[]> producer(Surroundings surroundings, String service) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            surroundings.kafkaBootstrap(),
            ProducerConfig.CLIENT_ID_CONFIG,
            surroundings.instanceOf(service) + "-audit",
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            5_000,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            5_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            30_000,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            4L * 1024 * 1024),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** Starts carrying with the service, and hands on the last counts before it ends. */
  @Singleton
  static final class Life {
    private final AuditTrail trail;
    private final Accounts accounts;
    private final InstantSource clock;

    Life(AuditTrail trail, Accounts accounts, InstantSource clock) {
      this.trail = trail;
      this.accounts = accounts;
      this.clock = clock;
    }

    @EventListener
    void start(StartupEvent event) {
      if (trail instanceof SpooledTrail spooled) {
        spooled.start(() -> accounts.settle(clock.instant()));
      }
    }

    @EventListener
    void stop(ShutdownEvent event) {
      accounts.settleAll();
    }
  }
}
