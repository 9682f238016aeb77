package dev.mneme.guard.topology;

import dev.mneme.events.OperationOutcome;
import dev.mneme.guard.decision.Observation;
import dev.mneme.guard.decision.Position;
import dev.mneme.topics.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads an outcome as an observation of its scope, or says why it is none. */
final class OutcomeReader {
  /** Far above any epoch that a scope reaches, far below where adding to it overflows. */
  private static final long LARGEST_EPOCH = 1L << 48;

  private static final int LONGEST_INSTANCE = 128;

  private OutcomeReader() {}

  static Reading read(byte @Nullable [] key, OperationOutcome outcome, Position position) {
    Scope scope;
    try {
      scope = new Scope(outcome.getLayer(), outcome.getRegion());
    } catch (IllegalArgumentException e) {
      return new Reading.Refused("layer and region do not make a scope");
    }
    if (scope.layer().equals(Scope.LOG)) {
      return new Reading.Ignored("nothing is read from the log's layer");
    }
    if (!scope.layer().equals(Scope.NEW) && !scope.layer().equals(Scope.LEGACY)) {
      return new Reading.Refused("the layer is neither new nor legacy nor log");
    }
    // Under another key the outcomes of a scope would be spread over tasks that count separately.
    if (!Arrays.equals(key, scope.key().getBytes(StandardCharsets.UTF_8))) {
      return new Reading.Refused("the record's key is not the scope of its value");
    }
    long epoch = outcome.getEpoch();
    if (epoch < 0 || epoch > LARGEST_EPOCH) {
      return new Reading.Refused("the epoch is out of range");
    }
    String instance = outcome.getInstance();
    if (instance.isBlank() || instance.length() > LONGEST_INSTANCE) {
      return new Reading.Refused("the instance has no name, or one over 128 characters");
    }
    Optional<String> wrong = OutcomeRuns.wrong(outcome);
    if (wrong.isPresent()) {
      return new Reading.Refused(wrong.get());
    }
    return switch (outcome.getKind()) {
      case OPERATION ->
          new Reading.Seen(
              scope,
              new Observation.Outcome(
                  outcome.getOutcomeId(), OutcomeRuns.of(outcome), epoch, instance, position));
      case PROBE_CLAIM ->
          new Reading.Seen(scope, new Observation.ProbeClaim(epoch, instance, position));
      case PROBE_RESULT ->
          new Reading.Seen(
              scope,
              new Observation.ProbeResult(
                  epoch,
                  instance,
                  OutcomeRuns.result(outcome.getResult()),
                  Duration.of(Math.max(0, outcome.getLatencyMicros()), ChronoUnit.MICROS),
                  position));
      case UNKNOWN -> new Reading.Ignored("its kind is newer than this guard");
    };
  }
}
