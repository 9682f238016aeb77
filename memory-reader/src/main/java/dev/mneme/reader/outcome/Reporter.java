package dev.mneme.reader.outcome;

import dev.mneme.events.OperationOutcome;
import dev.mneme.events.OutcomeKind;
import dev.mneme.events.OutcomeResult;
import dev.mneme.events.ReadArm;
import dev.mneme.identity.DerivedId;
import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.recall.LayerFailure;
import dev.mneme.reader.routing.Arm;
import dev.mneme.topics.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Puts how a layer did into the words of the topic that the guard decides by. */
public final class Reporter {

  public static final String SERVICE = "memory-reader";
  private static final String FAMILY = "personal";
  private static final String RECALL = "recall";
  private static final String PROBE = "probe";

  /** No call is slow. */
  private static final Duration NEVER = Duration.ofDays(1);

  private final String region;
  private final String instance;
  private final Duration slowCall;

  public Reporter(String region, String instance) {
    this(region, instance, NEVER);
  }

  /**
   * @param slowCall a call that took longer is reported as slow
   */
  public Reporter(String region, String instance, Duration slowCall) {
    this.region = region;
    this.instance = instance;
    this.slowCall = slowCall;
  }

  public String instance() {
    return instance;
  }

  public Scope scope(Layer layer) {
    return new Scope(layer.label(), region);
  }

  /** How an ordinary recall from a layer ended, under the epoch of the mode that allowed it. */
  public OperationOutcome recalled(
      Layer layer, long epoch, OutcomeResult result, Duration took, Instant at) {
    return recalled(layer, Arm.NONE, epoch, result, took, at);
  }

  /** The same, on a side of a canary. */
  public OperationOutcome recalled(
      Layer layer, Arm arm, long epoch, OutcomeResult result, Duration took, Instant at) {
    return outcome(UUID.randomUUID(), layer, OutcomeKind.OPERATION, RECALL, result, epoch, took, at)
        .setArm(
            switch (arm) {
              case NONE -> null;
              case CANARY -> ReadArm.CANARY;
              case CONTROL -> ReadArm.CONTROL;
            })
        .build();
  }

  /** How another operation on a layer ended. */
  public OperationOutcome operated(
      Layer layer,
      long epoch,
      String family,
      String operation,
      OutcomeResult result,
      Duration took,
      Instant at) {
    // Slow is what a recall would be; reading many takes longer.
    return outcome(
            UUID.randomUUID(), layer, OutcomeKind.OPERATION, operation, result, epoch, took, at)
        .setFamily(family)
        .setSlow(false)
        .build();
  }

  /** Asks to be the one that probes; asking again is the same claim. */
  public OperationOutcome claim(Layer layer, long epoch, Instant at) {
    return outcome(
            probeId("claim", layer, epoch),
            layer,
            OutcomeKind.PROBE_CLAIM,
            PROBE,
            OutcomeResult.UNKNOWN,
            epoch,
            Duration.ZERO,
            at)
        .build();
  }

  public OperationOutcome probed(
      Layer layer, long epoch, OutcomeResult result, Duration took, Instant at) {
    return outcome(
            probeId("result", layer, epoch),
            layer,
            OutcomeKind.PROBE_RESULT,
            PROBE,
            result,
            epoch,
            took,
            at)
        .build();
  }

  public static OutcomeResult resultOf(LayerFailure.Kind kind) {
    return switch (kind) {
      case TIMEOUT -> OutcomeResult.TIMEOUT;
      case UNAUTHORIZED -> OutcomeResult.UNAUTHORIZED;
      case FORBIDDEN -> OutcomeResult.FORBIDDEN;
      case SERVER_ERROR -> OutcomeResult.SERVER_ERROR;
    };
  }

  private UUID probeId(String what, Layer layer, long epoch) {
    return DerivedId.of("outcome", PROBE, what, scope(layer).key(), Long.toString(epoch), instance);
  }

  private OperationOutcome.Builder outcome(
      UUID id,
      Layer layer,
      OutcomeKind kind,
      String operation,
      OutcomeResult result,
      long epoch,
      Duration took,
      Instant at) {
    return OperationOutcome.newBuilder()
        .setOutcomeId(id)
        .setLayer(layer.label())
        .setRegion(region)
        .setKind(kind)
        .setOperation(operation)
        .setFamily(FAMILY)
        .setResult(result)
        .setEpoch(epoch)
        .setLatencyMicros(took.toNanos() / 1000)
        .setService(SERVICE)
        .setInstance(instance)
        .setSlow(took.compareTo(slowCall) > 0)
        .setAt(at);
  }
}
