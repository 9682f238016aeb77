package dev.mneme.guard.topology;

import dev.mneme.events.DeadLetterCause;
import dev.mneme.events.OperationOutcome;
import dev.mneme.guard.decision.GuardState;
import dev.mneme.guard.decision.Observation;
import dev.mneme.guard.decision.Position;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding;
import dev.mneme.topics.Scope;
import dev.mneme.topics.SubjectPartition;
import dev.mneme.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Has each outcome, and the passing of time, observed. */
final class GuardProcessor implements Processor<byte[], byte[], String, byte[]> {
  private static final Duration TICK = Duration.ofMillis(100);

  private final GuardParts parts;
  private final Patience patience;
  private final AvroCodec<OperationOutcome> outcomes;

  private ProcessorContext<String, byte[]> context;
  private KeyValueStore<String, GuardState> scopes;
  private KeyValueStore<String, byte[]> published;
  private Outlet outlet;
  private ScopeKeeper keeper;

  GuardProcessor(GuardParts parts) {
    this.parts = parts;
    this.patience = new Patience(parts.registryWait());
    this.outcomes = parts.codecs().of(Topics.OUTCOMES);
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    this.scopes = context.getStateStore(GuardTopology.SCOPES);
    this.published = context.getStateStore(GuardTopology.PUBLISHED);
    this.outlet = new Outlet(context, parts, patience);
    this.keeper = new ScopeKeeper(context, parts, patience, outlet);
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, _ -> tick());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Position position = Positions.of(context);
    switch (patience.decode(outcomes, record.value())) {
      case Decoding.Decoded<OperationOutcome>(OperationOutcome outcome) ->
          read(record, outcome, position);
      case Decoding.Undecodable<OperationOutcome> bad ->
          outlet.giveUp(record, position, DeadLetterCause.UNDECODABLE, bad.reason(), keeper.now());
      case Decoding.RegistryUnavailable<OperationOutcome> away ->
          throw new IllegalStateException("waiting ended without an answer: " + away.reason());
    }
  }

  private void read(Record<byte[], byte[]> record, OperationOutcome outcome, Position position) {
    switch (OutcomeReader.read(record.key(), outcome, position)) {
      case Reading.Seen(var scope, var observation) ->
          keeper.observe(
              scope.key(), observation, position, Instant.ofEpochMilli(record.timestamp()));
      case Reading.Ignored(String why) -> Positions.ignored(position, why);
      case Reading.Refused(String reason) ->
          outlet.giveUp(record, position, DeadLetterCause.INVALID, reason, keeper.now());
    }
  }

  private void tick() {
    Instant now = keeper.now();
    takeOverForgotten(now);
    for (String scope : all()) {
      keeper.observe(scope, new Observation.Tick(), null, now);
    }
  }

  /** Scopes of this task that readers obey a mode of, although their state is gone. */
  private void takeOverForgotten(Instant now) {
    try (var known = published.all()) {
      while (known.hasNext()) {
        String scope = known.next().key;
        if (isMine(scope) && scopes.get(scope) == null) {
          keeper.known(scope, now);
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

  private List<String> all() {
    var all = new ArrayList<String>();
    try (var entries = scopes.all()) {
      entries.forEachRemaining(entry -> all.add(entry.key));
    }
    return all;
  }
}
