package dev.mneme.reader.distill;

import dev.mneme.events.OutcomeResult;
import dev.mneme.reader.distill.DistillAudit.Asked;
import dev.mneme.reader.distill.Distills.Distilled;
import dev.mneme.reader.outcome.Audit;
import dev.mneme.reader.outcome.Outcomes;
import dev.mneme.reader.outcome.Reporter;
import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.routing.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A distill from the question to its receipt: allowed by the guard, reported to it, written down.
 */
public final class DistillOperation {

  private final Supplier<Standing> newLayer;
  private final Distills distills;
  private final DistillAudit entries;
  private final Audit audit;
  private final Outcomes outcomes;
  private final Reporter reporter;
  private final InstantSource clock;

  public DistillOperation(
      Supplier<Standing> newLayer,
      Distills distills,
      DistillAudit entries,
      Audit audit,
      Outcomes outcomes,
      Reporter reporter,
      InstantSource clock) {
    this.newLayer = newLayer;
    this.distills = distills;
    this.entries = entries;
    this.audit = audit;
    this.outcomes = outcomes;
    this.reporter = reporter;
    this.clock = clock;
  }

  /** What became of it, with the receipt where one is on its way. */
  public sealed interface Outcome {
    @Nullable UUID receipt();
  }

  public record Said(Distilled what, @Nullable UUID receipt) implements Outcome {}

  public record Refused(DistillRefused why, @Nullable UUID receipt) implements Outcome {}

  public Outcome run(DistillQuestion question, Asked asked) {
    UUID id = UUID.randomUUID();
    try {
      Distilled said = answer(question, asked);
      boolean handed = audit.handAboutMany(entries.said(id, asked, said, clock.instant()));
      return new Said(said, handed ? id : null);
    } catch (DistillRefused why) {
      boolean handed = audit.handAboutMany(entries.refused(id, asked, why, clock.instant()));
      return new Refused(why, handed ? id : null);
    }
  }

  private Distilled answer(DistillQuestion question, Asked asked) throws DistillRefused {
    long epoch =
        switch (newLayer.get()) {
          case Standing.Readable(long allowed) -> allowed;
          case Standing.Withdrawn(_, String because) -> throw DistillRefused.unavailable(because);
          case Standing.Unfit(_, String because) -> throw DistillRefused.unavailable(because);
        };
    long start = System.nanoTime();
    Instant now = clock.instant();
    Optional<OutcomeResult> result = Optional.of(OutcomeResult.SUCCESS);
    try {
      return distills.answer(question, now);
    } catch (DistillRefused why) {
      result = resultOf(why.kind());
      throw why;
    } finally {
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      result.ifPresent(
          ended ->
              outcomes.report(
                  reporter.operated(
                      Layer.NEW, epoch, asked.family(), "distill", ended, took, now)));
    }
  }

  /** How the layer did; nothing where it was not asked. */
  private static Optional<OutcomeResult> resultOf(DistillRefused.Kind kind) {
    return switch (kind) {
      case TOO_WIDE, TOO_FEW, TOO_MUCH_SAID -> Optional.of(OutcomeResult.SUCCESS);
      case FAILED -> Optional.of(OutcomeResult.SERVER_ERROR);
      case TOO_LATE -> Optional.of(OutcomeResult.TIMEOUT);
      case UNAVAILABLE -> Optional.empty();
    };
  }
}
