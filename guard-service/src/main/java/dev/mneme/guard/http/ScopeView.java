package dev.mneme.guard.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mneme.guard.decision.GuardState;
import dev.mneme.guard.decision.Holding;
import dev.mneme.guard.decision.ProbeOffered;
import dev.mneme.guard.decision.Probing;
import dev.mneme.guard.decision.Serving;
import io.micronaut.core.naming.NameUtils;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One scope as callers see it.
 *
 * @param until when the state ends by itself, if time ends it
 * @param failures counted in a row, while it serves
 * @param failedProbes since the layer left the read path
 * @param holder the instance that probes, while one does
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
    @Nullable String holder) {

  static ScopeView of(GuardState state) {
    return switch (state) {
      case Serving serving -> view(serving, null, serving.streak().size(), 0, null);
      case Holding holding -> view(holding, holding.until(), 0, holding.failedProbes(), null);
      case ProbeOffered offered ->
          view(offered, offered.deadline(), 0, offered.failedProbes(), null);
      case Probing probing ->
          view(probing, probing.lockUntil(), 0, probing.failedProbes(), probing.holder());
    };
  }

  private static ScopeView view(
      GuardState state,
      @Nullable Instant until,
      int failures,
      int failedProbes,
      @Nullable String holder) {
    return new ScopeView(
        state.scope(),
        state.mode().name().toLowerCase(Locale.ROOT),
        state.reason().word(),
        state.because(),
        state.epoch(),
        until,
        NameUtils.underscoreSeparate(state.getClass().getSimpleName()).toLowerCase(Locale.ROOT),
        failures,
        failedProbes,
        holder);
  }
}
