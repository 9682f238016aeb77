package dev.mneme.shell.audit.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.AuditEvent;
import dev.mneme.identity.SubjectKeyring;
import dev.mneme.serde.Decoding;
import dev.mneme.serde.InMemoryCodecs;
import dev.mneme.shell.audit.AuditTrail.About;
import dev.mneme.shell.audit.keys.Attribution;
import dev.mneme.shell.audit.keys.InMemoryKeys;
import dev.mneme.topics.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpooledTrailTest {
  private static final Instant LONG_AGO = Instant.parse("2026-03-01T12:00:00Z");
  private static final long ROOM = 4L << 20;

  @TempDir Path folder;

  private final InMemoryCodecs codecs = new InMemoryCodecs();
  private final InMemoryKeys keys = new InMemoryKeys();
  private final SubjectKeyring keyring = new SubjectKeyring(new byte[32]);
  private final List<MockProducer<byte[], byte[]>> producers = new CopyOnWriteArrayList<>();
  private volatile boolean away;

  @Test
  void shouldSendInOrderWhatItTookAndHashPersonsWithTheirKeys() throws Exception {
    byte[] key = keyring.fresh();
    keys.know("5ub", key);
    try (SpooledTrail trail = started()) {
      for (int i = 0; i < 600; i++) {
        assertThat(trail.hand(entry(i), i % 2 == 0 ? About.PERSON : About.NOBODY)).isTrue();
      }
      until(() -> trail.delivered() == 600);
      assertThat(trail.waiting()).isLessThan(ROOM);
    }
    List<AuditEvent> sent = sent();
    for (int i = 0; i < 600; i++) {
      assertThat(sent.get(i).getAffected()).isEqualTo(i);
      assertThat(sent.get(i).getSubjectHash())
          .isEqualTo(i % 2 == 0 ? SubjectKeyring.hash(key, "5ub") : "5ub");
    }
  }

  @Test
  void shouldKeepEverythingWhileTheBrokerIsAwayAndWhenItStops() throws Exception {
    away = true;
    try (SpooledTrail trail = started()) {
      for (int i = 0; i < 10; i++) {
        assertThat(trail.hand(entry(i), About.NOBODY)).isTrue();
      }
      until(() -> producers.size() > 1); // tried, and tried again
    }
    assertThat(sent()).isEmpty();
    away = false;
    try (SpooledTrail trail = started()) {
      until(() -> trail.delivered() == 10);
      assertThat(trail.lost()).isZero();
    }
    assertThat(sent()).extracting(AuditEvent::getAffected).hasSize(10).isSorted();
  }

  @Test
  void shouldWaitForTheRegistryAndForTheKeys() throws Exception {
    codecs.setReachable(false);
    try (SpooledTrail trail = started()) {
      trail.hand(entry(1), About.NOBODY);
      until(() -> !producers.isEmpty());
      codecs.setReachable(true);
      until(() -> trail.delivered() == 1);
      keys.setAway(true);
      trail.hand(entry(2), About.PERSON);
      keys.setAway(false);
      until(() -> trail.delivered() == 2);
    }
    assertThat(sent().getLast().getSubjectHash()).isNotEqualTo("5ub");
  }

  @Test
  void shouldSayNoAndCountItWhenThereIsNoRoom() throws Exception {
    away = true;
    try (SpooledTrail trail = open(1 << 20)) {
      boolean taken = true;
      while (taken) {
        taken = trail.hand(entry(0), About.NOBODY);
      }
      assertThat(trail.lost()).isEqualTo(1);
    }
  }

  private SpooledTrail started() throws IOException {
    SpooledTrail trail = open(ROOM);
    trail.start(() -> {});
    return trail;
  }

  private SpooledTrail open(long room) throws IOException {
    Attribution attribution = new Attribution(keys, keyring, () -> LONG_AGO.plusSeconds(60));
    return SpooledTrail.open(
        folder, room, this::producer, codecs.of(Topics.AUDIT), () -> attribution);
  }

  private Producer<byte[], byte[]> producer() {
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(
            cluster(),
            true,
            new RoundRobinPartitioner(),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.sendException = away ? new TimeoutException("no metadata") : null;
    producers.add(producer);
    return producer;
  }

  private List<AuditEvent> sent() {
    List<AuditEvent> sent = new ArrayList<>();
    for (MockProducer<byte[], byte[]> producer : producers) {
      producer
          .history()
          .forEach(
              record -> {
                if (codecs.of(Topics.AUDIT).decode(record.value())
                    instanceof Decoding.Decoded<AuditEvent>(AuditEvent event)) {
                  sent.add(event);
                }
              });
    }
    return sent;
  }

  private static void until(java.util.concurrent.Callable<Boolean> holds) {
    org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(60)).until(holds);
  }

  private static Cluster cluster() {
    Node node = new Node(0, "localhost", 1);
    PartitionInfo partition =
        new PartitionInfo(Topics.AUDIT.name(), 0, node, new Node[] {node}, new Node[] {node});
    return new Cluster(
        "test", List.of(node), List.of(partition), java.util.Set.of(), java.util.Set.of());
  }

  private static AuditEvent entry(int number) {
    return AuditEvent.newBuilder()
        .setEventId(new UUID(7, number))
        .setOperation("recall")
        .setFamily("personal")
        .setResult("success")
        .setService("reader")
        .setInstance("reader-0")
        .setTenant("acme")
        .setSubjectHash("5ub")
        .setAt(LONG_AGO)
        .setAffected(number)
        .build();
  }
}
