package dev.mneme.reader.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mneme.reader.anonymity.Claim;
import dev.mneme.reader.anonymity.Digest;
import dev.mneme.reader.anonymity.Disclosures;
import dev.mneme.reader.anonymity.Disclosures.Granted;
import dev.mneme.reader.anonymity.Disclosures.TooClose;
import dev.mneme.reader.anonymity.Disclosures.Verdict;
import dev.mneme.reader.anonymity.Fingerprint;
import dev.mneme.reader.distill.DistillRefused;
import dev.mneme.serde.InMemoryCodecs;
import dev.mneme.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class DisclosureLogTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Disclosures.Limits LIMITS =
      new Disclosures.Limits(Duration.ofHours(24), 1_000, 1_000_000, 50);

  private final InMemoryCodecs codecs = new InMemoryCodecs();
  private final List<ConsumerRecord<byte[], byte[]>> topic = new ArrayList<>();
  private final List<DisclosureLog> instances = new ArrayList<>();
  private boolean away;

  /** A broker that gives every record to everybody, in one order. */
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
        @Override
        public synchronized Future<RecordMetadata> send(
            ProducerRecord<byte[], byte[]> record, Callback callback) {
          if (away) {
            TimeoutException late = new TimeoutException("away");
            callback.onCompletion(null, late);
            return CompletableFuture.failedFuture(late);
          }
          Future<RecordMetadata> sent = super.send(record, callback);
          ConsumerRecord<byte[], byte[]> there =
              new ConsumerRecord<>(record.topic(), 0, topic.size(), record.key(), record.value());
          topic.add(there);
          instances.forEach(instance -> instance.heard(there));
          return sent;
        }
      };

  @Test
  void shouldRememberWhatAnotherInstanceSaid() throws Exception {
    DisclosureLog one = instance();
    DisclosureLog other = instance();

    assertThat(ask(one, 0, 10)).isInstanceOf(Granted.class);

    assertThat(ask(other, 0, 9)).isInstanceOf(TooClose.class);
    assertThat(ask(other, 0, 10)).isInstanceOf(Granted.class);
    assertThat(other.ask("umbrella", claim(0, 9), NOW)).isInstanceOf(Granted.class);
  }

  @Test
  void shouldRememberOverARestart() throws Exception {
    assertThat(ask(instance(), 0, 10)).isInstanceOf(Granted.class);
    instances.clear();

    assertThat(ask(instance(), 0, 9)).isInstanceOf(TooClose.class);
  }

  @Test
  void shouldKnowTheSameWhenItIsReadAgain() throws Exception {
    DisclosureLog log = instance();
    ask(log, 0, 10);
    ask(log, 0, 9);
    log.beginning();
    assertThat(refused(log).kind()).isEqualTo(DistillRefused.Kind.UNAVAILABLE);
    topic.forEach(log::heard);
    log.caughtUp();

    assertThat(ask(log, 0, 9)).isInstanceOf(TooClose.class);
    assertThat(ask(log, 0, 10)).isInstanceOf(Granted.class);
  }

  @Test
  void shouldGrantOnlyOneOfTwoThatAreClaimedAtOnce() throws Exception {
    DisclosureLog one = instance();
    DisclosureLog other = instance();
    List<Verdict> verdicts = new ArrayList<>();
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      List<Callable<Verdict>> claims = List.of(() -> ask(one, 0, 10), () -> ask(other, 0, 9));
      for (Future<Verdict> verdict : both.invokeAll(claims)) {
        verdicts.add(verdict.get());
      }
    }

    assertThat(verdicts).filteredOn(Granted.class::isInstance).hasSize(1);
    assertThat(verdicts).filteredOn(TooClose.class::isInstance).hasSize(1);
  }

  @Test
  void shouldSayNothingThatItCannotRemember() {
    DisclosureLog log = instance(Duration.ofMillis(200));
    away = true;
    assertThat(refused(log).kind()).isEqualTo(DistillRefused.Kind.UNAVAILABLE);

    away = false;
    instances.clear(); // it goes to the log and does not come back
    assertThat(refused(log).kind()).isEqualTo(DistillRefused.Kind.UNAVAILABLE);
    codecs.setReachable(false);
    assertThat(refused(log).kind()).isEqualTo(DistillRefused.Kind.UNAVAILABLE);
  }

  @Test
  void shouldPassOverWhatIsNoDisclosureAndWaitForTheRegistry() throws Exception {
    DisclosureLog log = instance();

    assertThat(log.heard(new ConsumerRecord<>("t", 0, 0, null, new byte[] {1, 2, 3}))).isTrue();
    ask(log, 0, 10);
    codecs.setReachable(false);
    assertThat(log.heard(topic.getFirst())).isFalse();
  }

  private DisclosureLog instance() {
    return instance(Duration.ofSeconds(30));
  }

  private DisclosureLog instance(Duration patience) {
    DisclosureLog log =
        new DisclosureLog(producer, codecs.of(Topics.DISCLOSURES), LIMITS, 10_000_000, patience);
    log.beginning();
    topic.forEach(log::heard);
    log.caughtUp();
    instances.add(log);
    return log;
  }

  private static Verdict ask(DisclosureLog log, int from, int to) throws DistillRefused {
    return log.ask("acme", claim(from, to), NOW);
  }

  private static DistillRefused refused(DisclosureLog log) {
    return catchThrowableOfType(DistillRefused.class, () -> ask(log, 0, 20));
  }

  private static Claim claim(int from, int to) {
    Fingerprint.Builder people = new Fingerprint.Builder();
    IntStream.range(from, to)
        .forEach(p -> people.add(Digest.of("person " + p), Digest.of("memory of " + p)));
    return new Claim(5, List.of(people.build()), List.of());
  }
}
