package dev.mneme.reader.shadow;

import dev.mneme.events.RolloutObservation;
import dev.mneme.reader.distill.SmallGroups;
import dev.mneme.reader.recall.LayerFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntUnaryOperator;

/** Adds up what a rollout is judged by, until somebody takes it away. */
public final class ObservedWindow implements Comparisons, SmallGroups {

  private static final int SAMPLE = 128;

  private final String region;
  private final String service;
  private final String instance;
  private final IntUnaryOperator below;

  private Instant from;
  private long compared;
  private double overlaps;
  private long failed;
  private long skipped;
  private long smallGroups;
  private Map<String, Long> failures = new TreeMap<>();
  private Reservoir differences;

  /**
   * @param below draws a number from 0 to one less than its argument
   */
  public ObservedWindow(
      String region, String service, String instance, IntUnaryOperator below, Instant from) {
    this.region = region;
    this.service = service;
    this.instance = instance;
    this.below = below;
    this.from = from;
    this.differences = new Reservoir(SAMPLE, below);
  }

  @Override
  public synchronized void compared(double overlap, Duration legacyTook, Duration newTook) {
    compared++;
    overlaps += overlap;
    differences.add(newTook.minus(legacyTook).toNanos() / 1000);
  }

  @Override
  public synchronized void failed(LayerFailure.Kind kind) {
    failed++;
    failures.merge(kind.label(), 1L, Long::sum);
  }

  @Override
  public synchronized void skipped() {
    skipped++;
  }

  @Override
  public synchronized void released(int numbers) {
    smallGroups += numbers;
  }

  /**
   * What was seen since the last time; none when nothing was. Begins anew.
   *
   * @param openBreakers labels of the operations whose breaker is open now
   */
  public synchronized Optional<RolloutObservation> take(
      String rollout, List<String> openBreakers, Instant until) {
    Instant begun = from;
    from = until;
    if (compared + failed + skipped + smallGroups == 0 && openBreakers.isEmpty()) {
      return Optional.empty();
    }
    RolloutObservation seen =
        RolloutObservation.newBuilder()
            .setObservationId(UUID.randomUUID())
            .setRegion(region)
            .setService(service)
            .setInstance(instance)
            .setRollout(rollout)
            .setFrom(begun.truncatedTo(ChronoUnit.MILLIS))
            .setUntil(until.truncatedTo(ChronoUnit.MILLIS))
            .setCompared(compared)
            .setOverlapSum(overlaps)
            .setFailed(failed)
            .setFailures(failures)
            .setSkipped(skipped)
            .setLatencyDifferenceMicros(differences.kept())
            .setOpenBreakers(openBreakers)
            .setKViolations(smallGroups)
            .build();
    compared = 0;
    overlaps = 0;
    failed = 0;
    skipped = 0;
    smallGroups = 0;
    failures = new TreeMap<>();
    differences = new Reservoir(SAMPLE, below);
    return Optional.of(seen);
  }
}
