package dev.mneme.guard.rollout.decision;

import dev.mneme.guard.rollout.evidence.Arm;
import dev.mneme.guard.rollout.evidence.Evidence;
import dev.mneme.guard.rollout.evidence.OpenBreakers;
import dev.mneme.guard.rollout.evidence.Quality;
import dev.mneme.guard.rollout.evidence.RegionEvidence;
import dev.mneme.guard.rollout.judge.Input;
import dev.mneme.guard.rollout.plan.Gates;
import dev.mneme.guard.rollout.plan.Limits;
import dev.mneme.guard.rollout.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What ends a rollout by itself, in one region already, and whatever the step: the privacy of
 * anybody, the guard's word, and limits that the new layer exceeds.
 */
record Alarm(String cause, String because, List<Input> inputs) {

  /** The gravest there is, if there is one. */
  static Optional<Alarm> of(Plan plan, Collection<String> exposed, Evidence evidence, Instant now) {
    return exposed.stream()
        .sorted()
        .flatMap(region -> in(region, plan, evidence.of(region), now).stream())
        .findFirst();
  }

  private static Optional<Alarm> in(String region, Plan plan, RegionEvidence seen, Instant now) {
    Limits limits = plan.limits();
    return Stream.<Supplier<Optional<Alarm>>>of(
            () -> privacy(region, seen.step().quality()),
            () -> guard(region, seen.guard()),
            () -> breakers(region, seen.breakers()),
            () -> atOnce(region, seen.justNow(), limits),
            () -> lasting(region, seen, limits, now),
            () -> overlap(region, seen.step().quality(), plan.gates()))
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Alarm> privacy(String region, Quality quality) {
    if (quality.leaks() > 0) {
      return alarm(
          "redaction_leak",
          "%s: %d pieces of personal data were found that redaction should have replaced"
              .formatted(region, quality.leaks()),
          Input.of("redaction_leaks", quality.leaks(), 0));
    }
    return quality.kViolations() == 0
        ? Optional.empty()
        : alarm(
            "k_violation",
            "%s: %d groups were released that are too small"
                .formatted(region, quality.kViolations()),
            Input.of("k_violations", quality.kViolations(), 0));
  }

  private static Optional<Alarm> guard(String region, RegionEvidence.Guarded guard) {
    return guard.readable()
        ? Optional.empty()
        : alarm(
            "guard_downgrade",
            "%s: the guard took the new layer out of the read path: %s"
                .formatted(region, guard.because()));
  }

  private static Optional<Alarm> breakers(String region, OpenBreakers open) {
    return open.operations().isEmpty()
        ? Optional.empty()
        : alarm(
            "breaker_open",
            "%s: a reader refuses %s, too many broke the promise"
                .formatted(region, String.join(", ", open.operations())),
            Input.of("open_breakers", open.operations().size(), 0));
  }

  private static Optional<Alarm> atOnce(String region, Arm now, Limits limits) {
    if (now.reads() < limits.minimumReads()) {
      return Optional.empty();
    }
    double slowest = 2 * limits.sloP99().toNanos() / 1e6;
    Input reads = Input.of("reads_10s", now.reads(), limits.minimumReads());
    if (now.refusedPercent() > limits.authPercent()) {
      return alarm(
          "auth_failures",
          words("%s: %.1f %% of the reads were refused", region, now.refusedPercent()),
          Input.of("refused_percent", now.refusedPercent(), limits.authPercent()),
          reads);
    }
    if (now.errorPercent() > limits.errorPercentAtOnce()) {
      return alarm(
          "errors_at_once",
          words("%s: %.1f %% of the reads failed within 10 s", region, now.errorPercent()),
          Input.of("error_percent", now.errorPercent(), limits.errorPercentAtOnce()),
          reads);
    }
    return now.p99Millis() > slowest
        ? alarm(
            "p99_at_once",
            words(
                "%s: p99 was %.1f ms within 10 s, over twice the SLO of %d ms",
                region, now.p99Millis(), limits.sloP99().toMillis()),
            Input.of("p99_ms", now.p99Millis(), slowest),
            reads)
        : Optional.empty();
  }

  private static Optional<Alarm> lasting(
      String region, RegionEvidence seen, Limits limits, Instant now) {
    Arm minute = seen.lastMinute();
    if (minute.reads() < limits.minimumReads()) {
      return Optional.empty(); // what was exceeded before may be over: the next reads will say
    }
    Instant errors = seen.watch().errorsSince();
    if (errors != null && Duration.between(errors, now).compareTo(limits.errorFor()) >= 0) {
      return alarm(
          "errors_lasting",
          words(
              "%s: over %.1f %% of the reads failed for %s",
              region, limits.errorPercent(), limits.errorFor()),
          Input.of("error_percent", minute.errorPercent(), limits.errorPercent()));
    }
    Instant slow = seen.watch().slowSince();
    return slow != null && Duration.between(slow, now).compareTo(limits.p99For()) >= 0
        ? alarm(
            "p99_lasting",
            "%s: p99 was over %d ms for %s"
                .formatted(region, limits.p99().toMillis(), limits.p99For()),
            Input.of("p99_ms", minute.p99Millis(), limits.p99().toNanos() / 1e6))
        : Optional.empty();
  }

  private static Optional<Alarm> overlap(String region, Quality quality, Gates gates) {
    return quality.compared() > 0
            && quality.compared() >= gates.comparisons()
            && quality.overlap() < gates.overlapAbort()
        ? alarm(
            "overlap",
            words("%s: the layers' first results overlap by %.2f only", region, quality.overlap()),
            Input.of("overlap", quality.overlap(), gates.overlapAbort()),
            Input.of("comparisons", quality.compared(), gates.comparisons()))
        : Optional.empty();
  }

  private static Optional<Alarm> alarm(String cause, String because, Input... inputs) {
    return Optional.of(new Alarm(cause, because, List.of(inputs)));
  }

  private static String words(String form, Object... parts) {
    return String.format(Locale.ROOT, form, parts);
  }
}
