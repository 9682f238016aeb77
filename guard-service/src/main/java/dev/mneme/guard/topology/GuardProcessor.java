package dev.mneme.guard.topology;

import dev.mneme.deadletter.FailedRecord;
import dev.mneme.events.AuditEvent;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.DeadLetterCause;
import dev.mneme.events.GuardEvent;
import dev.mneme.events.LayerMode;
import dev.mneme.events.LayerModeName;
import dev.mneme.events.OperationOutcome;
import dev.mneme.guard.decision.Decision;
import dev.mneme.guard.decision.GuardMachine;
import dev.mneme.guard.decision.GuardState;
import dev.mneme.guard.decision.Mode;
import dev.mneme.guard.decision.Observation;
import dev.mneme.guard.decision.Position;
import dev.mneme.guard.decision.ScopeEvent;
import dev.mneme.guard.decision.Serving;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding;
import dev.mneme.topics.Scope;
import dev.mneme.topics.SubjectPartition;
import dev.mneme.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads a scope's state, has it decided, keeps the state and sends what follows. */
final class GuardProcessor implements Processor<byte[], byte[], String, byte[]> {
  private static final Logger log = LoggerFactory.getLogger(GuardProcessor.class);
  private static final Duration TICK = Duration.ofMillis(100);

  private final GuardParts parts;
  private final Patience patience;
  private final AvroCodec<OperationOutcome> outcomes;
  private final AvroCodec<LayerMode> modes;
  private final AvroCodec<GuardEvent> guardEvents;
  private final AvroCodec<AuditEvent> audit;
  private final AvroCodec<DeadLetter> letters;

  private ProcessorContext<String, byte[]> context;
  private KeyValueStore<String, GuardState> scopes;
  private KeyValueStore<String, byte[]> published;

  GuardProcessor(GuardParts parts) {
    this.parts = parts;
    this.patience = new Patience(parts.registryWait());
    this.outcomes = parts.codecs().of(Topics.OUTCOMES);
    this.modes = parts.codecs().of(Topics.MODE);
    this.guardEvents = parts.codecs().of(Topics.GUARD_EVENTS);
    this.audit = parts.codecs().of(Topics.AUDIT);
    this.letters = parts.codecs().of(Topics.DLQ);
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    this.scopes = context.getStateStore(GuardTopology.SCOPES);
    this.published = context.getStateStore(GuardTopology.PUBLISHED);
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, _ -> tick());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Position position =
        context
            .recordMetadata()
            .map(at -> new Position(at.topic(), at.partition(), at.offset()))
            .orElseThrow(() -> new IllegalStateException("a record without a position"));
    switch (patience.decode(outcomes, record.value())) {
      case Decoding.Decoded<OperationOutcome>(OperationOutcome outcome) ->
          read(record, outcome, position);
      case Decoding.Undecodable<OperationOutcome> bad ->
          giveUp(record, position, DeadLetterCause.UNDECODABLE, bad.reason());
      case Decoding.RegistryUnavailable<OperationOutcome> away ->
          throw new IllegalStateException("waiting ended without an answer: " + away.reason());
    }
  }

  private void read(Record<byte[], byte[]> record, OperationOutcome outcome, Position position) {
    switch (OutcomeReader.read(record.key(), outcome, position)) {
      case Reading.Seen(var scope, var observation) -> {
        Instant now = now();
        Instant recordedAt = Instant.ofEpochMilli(record.timestamp());
        observe(known(scope.key(), now), observation, position, recordedAt, now);
      }
      case Reading.Ignored(String why) -> log.debug("outcome ignored because={}", why);
      case Reading.Refused(String reason) ->
          giveUp(record, position, DeadLetterCause.INVALID, reason);
    }
  }

  private void tick() {
    Instant now = now();
    takeOverForgotten(now);
    for (GuardState state : all()) {
      observe(state, new Observation.Tick(), null, now, now);
    }
  }

  /** Scopes of this task that readers obey a mode of, although their state is gone. */
  private void takeOverForgotten(Instant now) {
    try (var known = published.all()) {
      while (known.hasNext()) {
        String scope = known.next().key;
        if (isMine(scope) && scopes.get(scope) == null) {
          known(scope, now);
        }
      }
    }
  }

  /** Keys that are no scope were not written by a guard, and no reader obeys them. */
  private boolean isMine(String key) {
    return isScope(key)
        && SubjectPartition.of(key, parts.scopePartitions()) == context.taskId().partition();
  }

  private static boolean isScope(String key) {
    try {
      Scope.parse(key);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private GuardState known(String scope, Instant now) {
    GuardState state = scopes.get(scope);
    if (state != null) {
      return state;
    }
    byte[] mode = published.get(scope);
    if (mode == null) {
      return Serving.initially(scope);
    }
    Decision resumed = resume(scope, mode, now);
    log.warn(
        "state lost scope={} epoch={} because={}",
        scope,
        resumed.next().epoch(),
        resumed.because());
    apply(null, resumed, null, now, now);
    return resumed.next();
  }

  private Decision resume(String scope, byte[] bytes, Instant now) {
    long epoch = 0;
    Mode mode = Mode.WRITE_ONLY; // what cannot be read is taken as the stricter of the two
    if (patience.decode(modes, bytes) instanceof Decoding.Decoded<LayerMode>(LayerMode last)) {
      epoch = last.getEpoch();
      mode = last.getMode() == LayerModeName.READ_WRITE ? Mode.READ_WRITE : Mode.WRITE_ONLY;
    }
    return GuardMachine.resume(scope, epoch, mode, parts.policy(), now);
  }

  private void observe(
      GuardState state,
      Observation observation,
      @Nullable Position cause,
      Instant causedAt,
      Instant now) {
    Decision decision = GuardMachine.decide(state, observation, parts.policy(), now);
    apply(state, decision, cause, causedAt, now);
  }

  private void apply(
      @Nullable GuardState before,
      Decision decision,
      @Nullable Position cause,
      Instant causedAt,
      Instant now) {
    GuardState next = decision.next();
    if (!next.equals(before)) {
      scopes.put(next.scope(), next);
    }
    for (ScopeEvent event : decision.events()) {
      announce(next, event, cause, causedAt, now);
    }
  }

  private void announce(
      GuardState state, ScopeEvent event, @Nullable Position cause, Instant causedAt, Instant now) {
    Announcement news = parts.announcer().announce(state, event, cause, causedAt, now);
    send(GuardTopology.TO_MODE, state.scope(), modes, news.mode(), now);
    news.event()
        .ifPresent(e -> send(GuardTopology.TO_GUARD_EVENTS, state.scope(), guardEvents, e, now));
    send(GuardTopology.TO_AUDIT, news.audit().getSubjectHash(), audit, news.audit(), now);
    // Readers see it when the transaction ends: do not wait for the commit interval.
    context.commit();
    log.info(
        "scope changed scope={} event={} mode={} reason={} epoch={} because={}",
        state.scope(),
        event.kind(),
        state.mode(),
        state.reason().word(),
        state.epoch(),
        event.because());
  }

  private void giveUp(
      Record<byte[], byte[]> record, Position position, DeadLetterCause cause, String reason) {
    var failed =
        new FailedRecord(
            position.topic(),
            position.partition(),
            position.offset(),
            record.timestamp(),
            record.key(),
            record.value(),
            record.headers());
    Instant now = now();
    DeadLetter letter = parts.deadLetters().letter(failed, cause, reason, now);
    send(GuardTopology.TO_DLQ, parts.deadLetters().topicKey(failed), letters, letter, now);
    log.warn(
        "dead letter topic={} partition={} offset={} cause={} reason={}",
        position.topic(),
        position.partition(),
        position.offset(),
        cause,
        reason);
  }

  private <V extends SpecificRecord> void send(
      String sink, String key, AvroCodec<V> codec, V value, Instant at) {
    byte[] bytes = patience.encode(codec, value);
    context.forward(new Record<>(key, bytes, at.toEpochMilli()), sink);
  }

  private List<GuardState> all() {
    var all = new ArrayList<GuardState>();
    try (var entries = scopes.all()) {
      entries.forEachRemaining(entry -> all.add(entry.value));
    }
    return all;
  }

  private Instant now() {
    return parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
