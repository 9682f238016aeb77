package dev.mneme.guard.topology;

import dev.mneme.events.LayerMode;
import dev.mneme.events.LayerModeName;
import dev.mneme.guard.decision.Decision;
import dev.mneme.guard.decision.GuardMachine;
import dev.mneme.guard.decision.GuardState;
import dev.mneme.guard.decision.Mode;
import dev.mneme.guard.decision.Observation;
import dev.mneme.guard.decision.Position;
import dev.mneme.guard.decision.Published;
import dev.mneme.guard.decision.ScopeEvent;
import dev.mneme.guard.decision.Serving;
import dev.mneme.guard.scopes.History;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding;
import dev.mneme.topics.Topics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads a scope's state, has it decided, keeps the state and sends what follows. */
final class ScopeKeeper {
  private static final Logger log = LoggerFactory.getLogger(ScopeKeeper.class);

  private final ProcessorContext<String, byte[]> context;
  private final GuardParts parts;
  private final Patience patience;
  private final Outlet outlet;
  private final AvroCodec<LayerMode> modes;
  private final KeyValueStore<String, GuardState> scopes;
  private final KeyValueStore<String, History> histories;
  private final KeyValueStore<String, byte[]> published;

  ScopeKeeper(
      ProcessorContext<String, byte[]> context,
      GuardParts parts,
      Patience patience,
      Outlet outlet) {
    this.context = context;
    this.parts = parts;
    this.patience = patience;
    this.outlet = outlet;
    this.modes = parts.codecs().of(Topics.MODE);
    this.scopes = context.getStateStore(GuardTopology.SCOPES);
    this.histories = context.getStateStore(GuardTopology.HISTORY);
    this.published = context.getStateStore(GuardTopology.PUBLISHED);
  }

  Instant now() {
    return parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * @param cause the record that says it, none when time does
   * @param causedAt the timestamp of that record, or when time led to it
   */
  void observe(String scope, Observation observation, @Nullable Position cause, Instant causedAt) {
    Instant now = now();
    GuardState state = known(scope, now);
    Decision decision = GuardMachine.decide(state, observation, parts.policy(), now);
    apply(state, decision, cause, causedAt, null, now);
  }

  /** A command acts once; each is written down, also when it changes nothing. */
  void obey(String scope, Observation.Command command, Instant recordedAt) {
    if (history(scope).of(command.id()).isPresent()) {
      log.info("command came again, ignored scope={} command={}", scope, command.id());
      return;
    }
    Instant now = now();
    GuardState state = known(scope, now);
    Decision decision = GuardMachine.decide(state, command, parts.policy(), now);
    boolean changed = !decision.next().equals(state);
    apply(state, decision, command.position(), recordedAt, command.id(), now);
    histories.put(
        scope, history(scope).with(new History.Told(command.id(), changed, decision.because())));
    if (decision.events().isEmpty()) {
      outlet.audit(
          parts.announcer().told(scope, command, changed, decision.because(), recordedAt), now);
    }
    context.commit(); // who sent it waits for what becomes of it
    log.info(
        "command obeyed scope={} command={} changed={} because={}",
        scope,
        command.id(),
        changed,
        decision.because());
  }

  private History history(String scope) {
    History history = histories.get(scope);
    return history == null ? History.NONE : history;
  }

  /** The scope's state, taken over from what readers obey when it is gone. */
  GuardState known(String scope, Instant now) {
    GuardState state = scopes.get(scope);
    if (state != null) {
      return state;
    }
    byte[] mode = published.get(scope);
    if (mode == null) {
      return Serving.initially(scope);
    }
    Decision resumed = GuardMachine.resume(scope, published(mode), parts.policy(), now);
    log.warn(
        "state lost scope={} epoch={} because={}",
        scope,
        resumed.next().epoch(),
        resumed.because());
    apply(null, resumed, null, now, null, now);
    return resumed.next();
  }

  private Published published(byte[] bytes) {
    if (patience.decode(modes, bytes) instanceof Decoding.Decoded<LayerMode>(LayerMode last)) {
      return new Published(
          last.getEpoch(), mode(last.getMode()), last.getReason(), last.getUntil());
    }
    return Published.unreadable();
  }

  /** What is not known is taken as the stricter of the usual two. */
  private static Mode mode(LayerModeName name) {
    return switch (name) {
      case READ_WRITE -> Mode.READ_WRITE;
      case OFF -> Mode.OFF;
      case WRITE_ONLY, UNKNOWN -> Mode.WRITE_ONLY;
    };
  }

  private void apply(
      @Nullable GuardState before,
      Decision decision,
      @Nullable Position cause,
      Instant causedAt,
      @Nullable UUID command,
      Instant now) {
    GuardState next = decision.next();
    if (!next.equals(before)) {
      scopes.put(next.scope(), next);
    }
    UUID itsEntry = command; // the first event's entry is the command's
    for (ScopeEvent event : decision.events()) {
      announce(next, event, cause, causedAt, itsEntry, now);
      itsEntry = null;
    }
  }

  private void announce(
      GuardState state,
      ScopeEvent event,
      @Nullable Position cause,
      Instant causedAt,
      @Nullable UUID command,
      Instant now) {
    outlet.announce(
        state.scope(),
        parts.announcer().announce(state, event, cause, causedAt, command, now),
        now);
    histories.put(state.scope(), history(state.scope()).with(event, now));
    // Readers see it when the transaction ends: do not wait for the commit interval.
    context.commit();
    parts.onChange().changed(state, event);
    log.info(
        "scope changed scope={} event={} mode={} reason={} epoch={} because={}",
        state.scope(),
        event.kind(),
        state.mode(),
        state.reason().word(),
        state.epoch(),
        event.because());
  }
}
