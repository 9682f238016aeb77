package dev.mneme.system.oracle;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mneme.cli.dualwrite.Extent;
import dev.mneme.cli.dualwrite.LayerCheck;
import dev.mneme.events.AuditEvent;
import dev.mneme.events.MemoryRecord;
import dev.mneme.identity.DerivedId;
import dev.mneme.ledger.verify.LedgerVerifier;
import dev.mneme.serde.Codecs;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.stack.parts.PostgresServer;
import dev.mneme.system.oracle.CommittedTopic.Entry;
import dev.mneme.system.oracle.Publisher.Sent;
import dev.mneme.topics.RecordKey;
import dev.mneme.topics.SubjectPartition;
import dev.mneme.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Compares what upstream had acknowledged with what every part of the suite holds: the records
 * topic, PostgreSQL, the index, the audit topic and the ledger.
 */
public final class Oracle {

  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(120);

  private static final int KEYS_HELD = 100_000;
  private static final int LISTED = 20;

  private final Stack stack;
  private final String bootstrap;
  private final Codecs codecs;

  public Oracle(Stack stack, Codecs codecs) {
    this(stack, stack.ports().bootstrap(), codecs);
  }

  /** For a suite whose brokers are not the stack's. */
  public Oracle(Stack stack, String bootstrap, Codecs codecs) {
    this.stack = stack;
    this.bootstrap = bootstrap;
    this.codecs = codecs;
  }

  /**
   * Waits until everything has arrived everywhere, then looks for what is missing, doubled or out
   * of order.
   */
  public void assertHolds(List<Sent> sent) {
    awaitRecords(sent);
    assertOneRecordEachInOrder(sent);
    assertOneAuditEntryEach(sent);
    assertPostgresIsTheFoldOfTheTopic();
    assertIndexIsTheFoldOfTheTopic();
    assertLedgerIsTheAuditTopic();
  }

  /** Waits until there are as many records as events; more are found out later. */
  public void awaitRecords(List<Sent> sent) {
    await()
        .atMost(SETTLED_WITHIN)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> assertThat(records()).hasSizeGreaterThanOrEqualTo(sent.size()));
  }

  /**
   * Every acknowledged event has exactly one committed record, in the subject's partition, in the
   * order sent.
   */
  public void assertOneRecordEachInOrder(List<Sent> sent) {
    List<Entry<MemoryRecord>> records = records();
    Map<UUID, List<Entry<MemoryRecord>>> byEvent =
        records.stream().collect(groupingBy(e -> e.value().orElseThrow().getSourceEventId()));
    assertThat(byEvent.keySet())
        .containsExactlyInAnyOrderElementsOf(
            sent.stream().map(s -> s.event().getEventId()).toList());
    assertThat(byEvent.values()).allSatisfy(entries -> assertThat(entries).hasSize(1));
    for (String subject : Publisher.subjects()) {
      List<String> expected =
          sent.stream().filter(s -> s.subject().equals(subject)).map(Sent::remainder).toList();
      List<Entry<MemoryRecord>> ofSubject =
          records.stream()
              .filter(e -> e.value().orElseThrow().getSubject().equals(subject))
              .toList();
      assertThat(ofSubject)
          .extracting(e -> e.value().orElseThrow().getText())
          .containsExactlyElementsOf(expected);
      assertThat(ofSubject)
          .extracting(Entry::partition)
          .allMatch(p -> p == SubjectPartition.of(subject, Topics.SUBJECT_PARTITIONS));
    }
  }

  /**
   * The receipt of every event is on the audit topic exactly once. It is waited for: a record's
   * transaction also writes to a partition of the audit topic, whose readers wait for the oldest
   * transaction that is open there, whosever it is.
   */
  public void assertOneAuditEntryEach(List<Sent> sent) {
    Set<UUID> receipts = sent.stream().map(Oracle::receipt).collect(toSet());
    await()
        .atMost(SETTLED_WITHIN)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              Map<UUID, List<String>> places = auditPlaces();
              assertThat(receipts).as("events without an audit entry").isSubsetOf(places.keySet());
              // what a killed reader had just sent, it sends again; the ledger takes it once
              assertThat(receipts)
                  .as("one place on the audit topic for each event's entry")
                  .allSatisfy(receipt -> assertThat(places.get(receipt)).hasSize(1));
            });
  }

  private static UUID receipt(Sent sent) {
    return DerivedId.of(
        "audit", Publisher.TENANT, sent.subject(), sent.event().getEventId().toString());
  }

  /** Where each audit event stands, by whom it was written. */
  private Map<UUID, List<String>> auditPlaces() {
    return audit().stream()
        .collect(
            groupingBy(
                entry -> entry.value().orElseThrow().getEventId(),
                mapping(
                    entry ->
                        "%s/%d@%d"
                            .formatted(
                                entry.value().orElseThrow().getService(),
                                entry.partition(),
                                entry.offset()),
                    toList())));
  }

  /** Every field of every memory, once PostgreSQL has caught up. */
  public void assertPostgresIsTheFoldOfTheTopic() {
    await()
        .atMost(SETTLED_WITHIN)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              LayerCheck.Result result = compareLayers();
              assertThat(result.differences()).isEmpty();
              assertThat(result.partitions())
                  .allSatisfy(
                      partition -> {
                        assertThat(partition.pending()).isZero();
                        assertThat(partition.log()).isEqualTo(partition.legacy());
                      });
            });
  }

  /** What mneme dual-write check sees. */
  public LayerCheck.Result compareLayers() throws Exception {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      return new LayerCheck(
              consumer, codecs.of(Topics.RECORDS), new Extent.Full(), KEYS_HELD, LISTED)
          .run(
              stack.ports().jdbcUrl(),
              PostgresServer.USER,
              stack.secrets().databasePassword(),
              partition -> {});
    }
  }

  public void assertIndexIsTheFoldOfTheTopic() {
    Map<String, String> expected = foldOfRecords();
    Reader reader = new Reader(stack);
    await()
        .atMost(SETTLED_WITHIN)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              Map<String, String> found = new HashMap<>();
              for (String subject : Publisher.subjects()) {
                Reader.Answer answer = reader.latest(subject, 1000);
                assertThat(answer.servedBy()).isEqualTo("new");
                answer
                    .items()
                    .forEach(
                        item ->
                            found.put(
                                new RecordKey(Publisher.TENANT, subject, UUID.fromString(item.id()))
                                    .key(),
                                item.text()));
              }
              assertThat(found).isEqualTo(expected);
            });
  }

  /**
   * As many verified entries as committed audit events by their ids: what a killed reader had just
   * sent it sends again. Recalls go on being audited, so both are read together.
   */
  public void assertLedgerIsTheAuditTopic() {
    await()
        .atMost(SETTLED_WITHIN)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              long committed =
                  audit().stream()
                      .map(each -> each.value().orElseThrow().getEventId())
                      .distinct()
                      .count();
              var report = LedgerVerifier.verify(ledger());
              assertThat(report.intact()).as(report.toString()).isTrue();
              assertThat(report.entries()).isEqualTo(committed);
            });
  }

  public Path ledger() {
    return stack.settings().layout().data(PartName.AUDIT_SINK).resolve("ledger");
  }

  public List<Entry<MemoryRecord>> records() {
    return CommittedTopic.read(bootstrap, codecs, Topics.RECORDS);
  }

  public List<Entry<AuditEvent>> audit() {
    return CommittedTopic.read(bootstrap, codecs, Topics.AUDIT);
  }

  private Map<String, String> foldOfRecords() {
    Map<String, String> fold = new HashMap<>();
    for (Entry<MemoryRecord> entry : records()) {
      entry
          .value()
          .ifPresentOrElse(
              record -> fold.put(entry.key(), record.getText()), () -> fold.remove(entry.key()));
    }
    return fold;
  }
}
