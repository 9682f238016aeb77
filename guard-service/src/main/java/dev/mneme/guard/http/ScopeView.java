package dev.mneme.guard.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mneme.guard.decision.Forced;
import dev.mneme.guard.decision.GuardState;
import dev.mneme.guard.decision.Holding;
import dev.mneme.guard.decision.ProbeOffered;
import dev.mneme.guard.decision.Probing;
import dev.mneme.guard.decision.Returning;
import dev.mneme.guard.decision.Serving;
import dev.mneme.guard.decision.Spared;
import dev.mneme.guard.scopes.History;
import dev.mneme.guard.scopes.ScopeStatus;
import io.micronaut.core.naming.NameUtils;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One scope as callers see it.
 *
 * @param until when the state ends by itself, if time ends it
 * @param failures counted in a row, while anything is counted
 * @param failedProbes since the layer left the read path
 * @param holder the instance that probes, while one does
 * @param readPercent share of the subjects that may be read from the layer
 * @param actor who forced the mode, while one is
 * @param heldUntil end of the hold that lies beneath a forced mode, if one does
 * @param lastEvents the latest last
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record ScopeView(
    String scope,
    String mode,
    String reason,
    String because,
    long epoch,
    @Nullable Instant until,
    String state,
    int failures,
    int failedProbes,
    @Nullable String holder,
    int readPercent,
    @Nullable String actor,
    @Nullable Instant heldUntil,
    List<Event> lastEvents) {

  /** Something that happened to the scope. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Event(String event, String cause, String because, long epoch, String actor, Instant at) {}

  static ScopeView of(ScopeStatus status) {
    GuardState state = status.state();
    return new ScopeView(
        state.scope(),
        word(state.mode()),
        state.reason().word(),
        state.because(),
        state.epoch(),
        until(state),
        NameUtils.underscoreSeparate(state.getClass().getSimpleName()).toLowerCase(Locale.ROOT),
        failures(state),
        failedProbes(state),
        state instanceof Probing probing ? probing.holder() : null,
        readPercent(state),
        state instanceof Forced forced ? forced.actor() : null,
        state instanceof Forced forced && forced.beneath() != null
            ? forced.beneath().until()
            : null,
        status.history().events().stream().map(ScopeView::event).toList());
  }

  private static @Nullable Instant until(GuardState state) {
    return switch (state) {
      case Serving _ -> null;
      case Spared spared -> spared.until();
      case Holding holding -> holding.until();
      case ProbeOffered offered -> offered.deadline();
      case Probing probing -> probing.lockUntil();
      case Returning returning -> returning.until();
      case Forced forced -> forced.until();
    };
  }

  private static int failures(GuardState state) {
    return switch (state) {
      case Serving serving -> serving.count().streak().size();
      case Returning returning -> returning.count().streak().size();
      case Forced forced -> forced.count().streak().size();
      case Spared _, Holding _, ProbeOffered _, Probing _ -> 0;
    };
  }

  private static int failedProbes(GuardState state) {
    return switch (state) {
      case Serving _, Spared _ -> 0;
      case Holding holding -> holding.failedProbes();
      case ProbeOffered offered -> offered.failedProbes();
      case Probing probing -> probing.failedProbes();
      case Returning returning -> returning.failedProbes();
      case Forced forced -> forced.beneath() == null ? 0 : forced.beneath().failedProbes();
    };
  }

  private static int readPercent(GuardState state) {
    return switch (state) {
      case Returning returning -> returning.percent();
      case GuardState other ->
          switch (other.mode()) {
            case READ_WRITE -> 100;
            case WRITE_ONLY, OFF -> 0;
          };
    };
  }

  private static Event event(History.Happened happened) {
    return new Event(
        word(happened.kind()),
        happened.cause(),
        happened.because(),
        happened.epoch(),
        happened.actor(),
        happened.at());
  }

  private static String word(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }
}
