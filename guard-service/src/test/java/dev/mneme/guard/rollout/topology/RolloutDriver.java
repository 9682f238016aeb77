package dev.mneme.guard.rollout.topology;

import dev.mneme.control.SettingTarget;
import dev.mneme.deadletter.DeadLetterKey;
import dev.mneme.deadletter.DeadLetters;
import dev.mneme.events.AuditEvent;
import dev.mneme.events.ControlCommand;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.LayerMode;
import dev.mneme.events.LayerModeName;
import dev.mneme.events.OperationOutcome;
import dev.mneme.events.OutcomeKind;
import dev.mneme.events.OutcomeResult;
import dev.mneme.events.ReadArm;
import dev.mneme.events.RolloutEvent;
import dev.mneme.events.RolloutObservation;
import dev.mneme.guard.PublishedValues;
import dev.mneme.guard.rollout.RolloutStatus;
import dev.mneme.guard.rollout.plan.Plan;
import dev.mneme.guard.rollout.plan.avro.PlanRecord;
import dev.mneme.identity.KeyedHash;
import dev.mneme.outcomes.OutcomeBatch;
import dev.mneme.serde.InMemoryCodecs;
import dev.mneme.topics.Topic;
import dev.mneme.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.jspecify.annotations.Nullable;

/** The controller's topology without a broker, with a rollout in the region local. */
final class RolloutDriver implements AutoCloseable {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  final InMemoryCodecs codecs;
  private final TopologyTestDriver driver;
  private final PublishedValues<ControlCommand> settings;
  private final PublishedValues<RolloutEvent> events;
  private final PublishedValues<AuditEvent> audit;
  private final PublishedValues<DeadLetter> letters;
  private final Random random = new Random(11);
  private Instant now;

  RolloutDriver() {
    this(new InMemoryCodecs(), START, Map.of());
  }

  /** One that starts again with what the changelog of another one holds. */
  private RolloutDriver(InMemoryCodecs codecs, Instant now, Map<String, byte[]> store) {
    this.codecs = codecs;
    this.now = now;
    var parts =
        new RolloutParts(
            codecs,
            new DeadLetters(new DeadLetterKey(new byte[32]), "guard-service"),
            new RolloutAnnouncer(new KeyedHash(new byte[32]), "guard-0"),
            Duration.ofMillis(200),
            () -> this.now);
    var config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "guard-rollout");
    config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    driver = new TopologyTestDriver(RolloutTopology.build(parts), config, now);
    store.forEach(
        (key, value) ->
            driver.<String, byte[]>getKeyValueStore(RolloutTopology.STORE).put(key, value));
    settings = new PublishedValues<>(driver, codecs, Topics.CONTROL);
    events = new PublishedValues<>(driver, codecs, Topics.ROLLOUT_EVENTS);
    audit = new PublishedValues<>(driver, codecs, Topics.AUDIT);
    letters = new PublishedValues<>(driver, codecs, Topics.DLQ);
  }

  RolloutDriver restarted() {
    var kept = new HashMap<String, byte[]>();
    try (var all = driver.<String, byte[]>getKeyValueStore(RolloutTopology.STORE).all()) {
      all.forEachRemaining(entry -> kept.put(entry.key, entry.value));
    }
    close();
    return new RolloutDriver(codecs, now, kept);
  }

  /** One that finds its store empty, and what was published. */
  RolloutDriver withoutState(List<RolloutEvent> published) {
    close();
    var next = new RolloutDriver(codecs, now, Map.of());
    published.forEach(
        event -> next.pipe(Topics.ROLLOUT_EVENTS, String.valueOf(event.getPlanId()), event));
    return next;
  }

  ControlCommand.Builder command(String action) {
    return ControlCommand.newBuilder()
        .setCommandId(UUID.randomUUID())
        .setTarget(RolloutTopology.PLAN)
        .setAction(action)
        .setActor("alice via test")
        .setReason("it is time")
        .setAt(now);
  }

  ControlCommand.Builder apply(Plan plan) {
    return command("apply").setPlan(PlanRecord.of(plan, "alice", "it is time", now));
  }

  void tell(ControlCommand.Builder command) {
    ControlCommand value = command.build();
    pipe(Topics.CONTROL, value.getTarget(), value);
  }

  void guard(LayerModeName mode) {
    pipe(
        Topics.MODE,
        "new@local",
        LayerMode.newBuilder()
            .setLayer("new")
            .setRegion("local")
            .setMode(mode)
            .setReason("consecutive_failures")
            .setBecause("three in a row")
            .setEpoch(1)
            .setDecidedAt(now)
            .build());
  }

  /** So many reads of both sides as readers report them, half of them each. */
  void reads(int each, double errorRate) {
    batch("new", ReadArm.CANARY, each, errorRate);
    batch("legacy", ReadArm.CONTROL, each, 0);
  }

  void batch(String layer, @Nullable ReadArm arm, int number, double errorRate) {
    int everyWhich = errorRate == 0 ? Integer.MAX_VALUE : (int) Math.round(1 / errorRate);
    var batch = new OutcomeBatch(read(layer, arm, false));
    for (int i = 1; i < number; i++) {
      batch.add(read(layer, arm, i % everyWhich == 0));
    }
    outcome(batch.toOutcome());
  }

  private OperationOutcome read(String layer, @Nullable ReadArm arm, boolean fails) {
    return outcome(layer, "recall")
        .setResult(fails ? OutcomeResult.SERVER_ERROR : OutcomeResult.SUCCESS)
        .setLatencyMicros(5_000 + random.nextInt(10_000))
        .setArm(arm)
        .build();
  }

  OperationOutcome.Builder outcome(String layer, String operation) {
    return OperationOutcome.newBuilder()
        .setOutcomeId(UUID.randomUUID())
        .setLayer(layer)
        .setRegion("local")
        .setKind(OutcomeKind.OPERATION)
        .setOperation(operation)
        .setFamily("personal")
        .setResult(OutcomeResult.SUCCESS)
        .setEpoch(1)
        .setLatencyMicros(1_000)
        .setService("memory-reader")
        .setInstance("reader-0")
        .setAt(now);
  }

  void outcome(OperationOutcome outcome) {
    pipe(Topics.OUTCOMES, outcome.getLayer() + "@" + outcome.getRegion(), outcome);
  }

  void compared(int answers, double overlap) {
    observed(observation().setCompared(answers).setOverlapSum(answers * overlap));
  }

  void observed(RolloutObservation.Builder observation) {
    RolloutObservation value = observation.build();
    pipe(Topics.ROLLOUT_OBSERVATIONS, value.getRegion(), value);
  }

  /** Of a reader that has compared nothing. */
  RolloutObservation.Builder observation() {
    return RolloutObservation.newBuilder()
        .setObservationId(UUID.randomUUID())
        .setRegion("local")
        .setService("memory-reader")
        .setInstance("reader-0")
        .setRollout("canary:50")
        .setFrom(now)
        .setUntil(now)
        .setCompared(0)
        .setOverlapSum(0)
        .setFailed(0);
  }

  private <V extends SpecificRecord> void pipe(Topic<V> topic, String key, V value) {
    driver
        .createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(key.getBytes(StandardCharsets.UTF_8), codecs.of(topic).encode(value), now);
  }

  void after(Duration time) {
    for (Duration passed = Duration.ZERO;
        passed.compareTo(time) < 0;
        passed = passed.plusMillis(500)) {
      now = now.plusMillis(500);
      driver.advanceWallClockTime(Duration.ofMillis(500));
    }
  }

  RolloutStatus status() {
    return StoredRollout.status(driver.getKeyValueStore(RolloutTopology.STORE), now);
  }

  int stored() {
    int entries = 0;
    try (var all = driver.<String, byte[]>getKeyValueStore(RolloutTopology.STORE).all()) {
      while (all.hasNext()) {
        all.next();
        entries++;
      }
    }
    return entries;
  }

  List<ControlCommand> settings() {
    return settings.read().stream()
        .filter(command -> command.getTarget().startsWith(SettingTarget.ROLLOUT))
        .toList();
  }

  List<RolloutEvent> events() {
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
