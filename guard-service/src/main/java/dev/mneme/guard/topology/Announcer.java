package dev.mneme.guard.topology;

import dev.mneme.control.Origin;
import dev.mneme.control.Setting;
import dev.mneme.events.AuditEvent;
import dev.mneme.events.GuardEvent;
import dev.mneme.events.GuardEventKind;
import dev.mneme.events.LayerMode;
import dev.mneme.events.LayerModeName;
import dev.mneme.events.ProbeOffer;
import dev.mneme.events.SourcePosition;
import dev.mneme.guard.control.CommandReceipt;
import dev.mneme.guard.decision.Forced;
import dev.mneme.guard.decision.GuardState;
import dev.mneme.guard.decision.Holding;
import dev.mneme.guard.decision.Mode;
import dev.mneme.guard.decision.Observation;
import dev.mneme.guard.decision.Order;
import dev.mneme.guard.decision.Position;
import dev.mneme.guard.decision.ProbeOffered;
import dev.mneme.guard.decision.Probing;
import dev.mneme.guard.decision.Returning;
import dev.mneme.guard.decision.ScopeEvent;
import dev.mneme.guard.decision.Serving;
import dev.mneme.guard.decision.Spared;
import dev.mneme.identity.DerivedId;
import dev.mneme.identity.KeyedHash;
import dev.mneme.topics.Scope;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts what happened to a scope into the words of the topics. */
public final class Announcer {
  private static final String SERVICE = "guard-service";

  /** The tenant of entries that concern no customer. */
  private static final String SYSTEM = "system";

  private final KeyedHash hash;
  private final String instance;

  public Announcer(KeyedHash hash, String instance) {
    this.hash = hash;
    this.instance = instance;
  }

  /**
   * @param cause the record that led to it, none when time did
   * @param causedAt the timestamp of that record, or when time led to it
   * @param command whose entry this is, if an operator told the guard to
   */
  Announcement announce(
      GuardState state,
      ScopeEvent event,
      @Nullable Position cause,
      Instant causedAt,
      @Nullable UUID command,
      Instant decidedAt) {
    Scope scope = Scope.parse(state.scope());
    UUID receipt =
        command == null ? id("audit", scope, event) : CommandReceipt.of(state.scope(), command);
    return new Announcement(
        mode(scope, state, decidedAt),
        event(scope, event, decidedAt),
        audit(receipt, scope, event, cause, causedAt));
  }

  /** The key of a scope's audit entries: no person is concerned, so the scope stands in. */
  String auditKey(Scope scope) {
    return hash.subject(SYSTEM, scope.key());
  }

  private static LayerMode mode(Scope scope, GuardState state, Instant decidedAt) {
    return LayerMode.newBuilder()
        .setLayer(scope.layer())
        .setRegion(scope.region())
        .setMode(name(state.mode()))
        .setReason(state.reason().word())
        .setBecause(state.because())
        .setEpoch(state.epoch())
        .setUntil(until(state))
        .setProbe(probe(state))
        .setReadPercent(state instanceof Returning returning ? returning.percent() : 100)
        .setDecidedAt(decidedAt)
        .build();
  }

  private static LayerModeName name(Mode mode) {
    return switch (mode) {
      case READ_WRITE -> LayerModeName.READ_WRITE;
      case WRITE_ONLY -> LayerModeName.WRITE_ONLY;
      case OFF -> LayerModeName.OFF;
    };
  }

  private static @Nullable Instant until(GuardState state) {
    return switch (state) {
      case Holding holding -> holding.until();
      case Forced forced -> forced.until();
      case Returning returning -> returning.until();
      case Serving _, Spared _, ProbeOffered _, Probing _ -> null;
    };
  }

  private static @Nullable ProbeOffer probe(GuardState state) {
    return switch (state) {
      case Serving _, Spared _, Holding _, Returning _, Forced _ -> null;
      case ProbeOffered offered -> new ProbeOffer(offered.epoch(), null, offered.deadline());
      case Probing probing ->
          new ProbeOffer(probing.epoch(), probing.holder(), probing.lockUntil());
    };
  }

  private static Optional<GuardEvent> event(Scope scope, ScopeEvent event, Instant decidedAt) {
    return kind(event.kind())
        .map(
            kind ->
                GuardEvent.newBuilder()
                    .setEventId(id("guard-event", scope, event))
                    .setLayer(scope.layer())
                    .setRegion(scope.region())
                    .setKind(kind)
                    .setCause(event.cause())
                    .setBecause(event.because())
                    .setEpoch(event.epoch())
                    .setActor(event.actor())
                    .setEvidence(event.evidence().stream().map(Announcer::source).toList())
                    .setAt(decidedAt)
                    .build());
  }

  private static Optional<GuardEventKind> kind(ScopeEvent.Kind kind) {
    return switch (kind) {
      case DOWNGRADED -> Optional.of(GuardEventKind.DOWNGRADED);
      case PROBE_OFFERED, RETURN_STARTED -> Optional.empty();
      case PROBE_STARTED -> Optional.of(GuardEventKind.PROBE_STARTED);
      case PROBE_FAILED -> Optional.of(GuardEventKind.PROBE_FAILED);
      case RECOVERED -> Optional.of(GuardEventKind.RECOVERED);
      case FORCED -> Optional.of(GuardEventKind.FORCED);
      case CLEARED -> Optional.of(GuardEventKind.CLEARED);
    };
  }

  private AuditEvent audit(
      UUID receipt, Scope scope, ScopeEvent event, @Nullable Position cause, Instant causedAt) {
    return entry(scope, causedAt)
        .setEventId(receipt)
        .setOperation("guard_" + event.kind().name().toLowerCase(Locale.ROOT))
        .setResult("success")
        .setActor(event.actor())
        .setReason(
            "%s epoch %d, %s: %s"
                .formatted(scope.key(), event.epoch(), event.cause(), event.because()))
        .setSource(cause == null ? null : source(cause))
        .build();
  }

  /** The entry of a command that led to no event, because it changed a count alone or nothing. */
  AuditEvent told(
      String scope, Observation.Command command, boolean changed, String because, Instant toldAt) {
    return entry(Scope.parse(scope), toldAt)
        .setEventId(CommandReceipt.of(scope, command.id()))
        .setOperation(
            switch (command.order()) {
              case Order.Force _ -> "guard_force";
              case Order.Clear _ -> "guard_clear";
              case Order.ResetFailures _ -> "guard_reset_failures";
            })
        .setResult(changed ? "success" : "unchanged")
        .setActor(command.actor())
        .setReason("%s asked for: %s; %s".formatted(scope, command.reason(), because))
        .setSource(source(command.position()))
        .build();
  }

  /** The entry of a setting that came into force; that it comes again gives the same entry. */
  AuditEvent set(Setting setting, Position position, Instant setAt) {
    String target = setting.target().key();
    Origin origin = setting.origin();
    return entry(hash.subject(SYSTEM, target), setAt)
        .setEventId(DerivedId.of("audit", SERVICE, target, origin.commandId().toString()))
        .setOperation("setting_changed")
        .setResult("success")
        .setActor(origin.actor())
        .setReason("%s set to %s: %s".formatted(target, setting.value(), origin.reason()))
        .setSource(source(position))
        .build();
  }

  /** The entry of a command that is none: nobody can be obeyed who cannot be understood. */
  AuditEvent refused(Position position, String reason, Instant toldAt) {
    return entry(hash.subject(SYSTEM, SERVICE), toldAt)
        .setEventId(
            DerivedId.of(
                "audit",
                SERVICE,
                position.topic(),
                Integer.toString(position.partition()),
                Long.toString(position.offset())))
        .setOperation("guard_command")
        .setResult("rejected")
        .setReason(reason)
        .setSource(source(position))
        .build();
  }

  private AuditEvent.Builder entry(Scope scope, Instant at) {
    return entry(auditKey(scope), at);
  }

  private AuditEvent.Builder entry(String subjectHash, Instant at) {
    return AuditEvent.newBuilder()
        .setFamily(SYSTEM)
        .setService(SERVICE)
        .setInstance(instance)
        .setTenant(SYSTEM)
        .setSubjectHash(subjectHash)
        .setAt(at);
  }

  private static UUID id(String kind, Scope scope, ScopeEvent event) {
    return DerivedId.of(kind, SERVICE, scope.key(), Long.toString(event.epoch()));
  }

  private static SourcePosition source(Position position) {
    return new SourcePosition(position.topic(), position.partition(), position.offset());
  }
}
