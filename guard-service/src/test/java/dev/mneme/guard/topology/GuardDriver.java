package dev.mneme.guard.topology;

import dev.mneme.deadletter.DeadLetterKey;
import dev.mneme.deadletter.DeadLetters;
import dev.mneme.events.AuditEvent;
import dev.mneme.events.ControlCommand;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.GuardEvent;
import dev.mneme.events.LayerMode;
import dev.mneme.events.OperationOutcome;
import dev.mneme.events.OutcomeKind;
import dev.mneme.events.OutcomeResult;
import dev.mneme.guard.PublishedValues;
import dev.mneme.guard.decision.GuardPolicy;
import dev.mneme.guard.decision.GuardState;
import dev.mneme.guard.decision.ScopeEvent;
import dev.mneme.guard.scopes.History;
import dev.mneme.identity.KeyedHash;
import dev.mneme.serde.InMemoryCodecs;
import dev.mneme.topics.Scope;
import dev.mneme.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.jspecify.annotations.Nullable;

/** The topology without a broker, with the scope new@local at hand. */
final class GuardDriver implements AutoCloseable {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final Scope SCOPE = new Scope(Scope.NEW, "local");
  static final KeyedHash HASH = new KeyedHash(new byte[32]);

  final InMemoryCodecs codecs = new InMemoryCodecs();
  final DeadLetters deadLetters = new DeadLetters(new DeadLetterKey(new byte[32]), "guard-service");

  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> outcomes;
  private final TestInputTopic<byte[], byte[]> commands;
  private final PublishedValues<LayerMode> modes;
  private final PublishedValues<GuardEvent> events;
  private final PublishedValues<AuditEvent> audit;
  private final PublishedValues<DeadLetter> letters;
  private Instant now = START;
  final List<ScopeEvent.Kind> changes = new ArrayList<>();

  GuardDriver() {
    this(GuardPolicy.DEFAULT);
  }

  GuardDriver(GuardPolicy policy) {
    var parts =
        new GuardParts(
            codecs,
            deadLetters,
            new Announcer(HASH, "guard-0"),
            policy,
            1,
            Duration.ofMillis(200),
            () -> now,
            (state, event) -> changes.add(event.kind()));
    var config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "guard-service");
    config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    driver = new TopologyTestDriver(GuardTopology.build(parts), config, START);
    outcomes =
        driver.createInputTopic(
            Topics.OUTCOMES.name(), new ByteArraySerializer(), new ByteArraySerializer());
    commands =
        driver.createInputTopic(
            Topics.CONTROL.name(), new ByteArraySerializer(), new ByteArraySerializer());
    modes = new PublishedValues<>(driver, codecs, Topics.MODE);
    events = new PublishedValues<>(driver, codecs, Topics.GUARD_EVENTS);
    audit = new PublishedValues<>(driver, codecs, Topics.AUDIT);
    letters = new PublishedValues<>(driver, codecs, Topics.DLQ);
  }

  /** An outcome as a reader writes it; change what the test is about. */
  static OperationOutcome.Builder outcome(OutcomeKind kind, OutcomeResult result, long epoch) {
    return OperationOutcome.newBuilder()
        .setOutcomeId(UUID.randomUUID())
        .setLayer(SCOPE.layer())
        .setRegion(SCOPE.region())
        .setKind(kind)
        .setOperation("recall")
        .setFamily("personal")
        .setResult(result)
        .setEpoch(epoch)
        .setLatencyMicros(12_000)
        .setService("memory-reader")
        .setInstance("reader-0")
        .setAt(START);
  }

  void pipe(OperationOutcome.Builder outcome) {
    OperationOutcome value = outcome.build();
    pipe(value.getLayer() + "@" + value.getRegion(), codecs.of(Topics.OUTCOMES).encode(value));
  }

  void pipe(String key, byte[] value) {
    outcomes.pipeInput(key.getBytes(StandardCharsets.UTF_8), value, now);
  }

  /** A command as an operator's edge writes it; change what the test is about. */
  ControlCommand.Builder command(String action) {
    return ControlCommand.newBuilder()
        .setCommandId(UUID.randomUUID())
        .setTarget(SCOPE.key())
        .setAction(action)
        .setActor("alice")
        .setReason("maintenance")
        .setAt(now);
  }

  ControlCommand.Builder force(String mode, Duration time) {
    return command("force").setValue(mode).setUntil(now.plus(time));
  }

  void tell(ControlCommand.Builder command) {
    ControlCommand value = command.build();
    tell(value.getTarget(), codecs.of(Topics.CONTROL).encode(value));
  }

  void tell(String key, byte @Nullable [] value) {
    commands.pipeInput(key.getBytes(StandardCharsets.UTF_8), value, now);
  }

  History history() {
    return driver.<String, History>getKeyValueStore(GuardTopology.HISTORY).get(SCOPE.key());
  }

  void fails(int times) {
    for (int i = 0; i < times; i++) {
      pipe(outcome(OutcomeKind.OPERATION, OutcomeResult.SERVER_ERROR, epoch()));
    }
  }

  void published(String key, LayerMode mode) {
    driver
        .createInputTopic(Topics.MODE.name(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(key.getBytes(StandardCharsets.UTF_8), codecs.of(Topics.MODE).encode(mode), now);
  }

  void after(Duration time) {
    now = now.plus(time);
    driver.advanceWallClockTime(time);
  }

  long epoch() {
    GuardState state = state();
    return state == null ? 0 : state.epoch();
  }

  GuardState state() {
    return driver.<String, GuardState>getKeyValueStore(GuardTopology.SCOPES).get(SCOPE.key());
  }

  List<LayerMode> modes() {
    return modes.read();
  }

  List<GuardEvent> events() {
    return events.read();
  }

  List<AuditEvent> audit() {
    return audit.read();
  }

  List<DeadLetter> letters() {
    return letters.read();
  }

  @Override
  public void close() {
    driver.close();
  }
}
