package dev.mneme.reader.export;

import dev.mneme.events.OutcomeResult;
import dev.mneme.reader.export.Exports.AtOnce;
import dev.mneme.reader.export.Exports.Export;
import dev.mneme.reader.export.Exports.Later;
import dev.mneme.reader.export.PreparedExport.Owner;
import dev.mneme.reader.outcome.Audit;
import dev.mneme.reader.outcome.Outcomes;
import dev.mneme.reader.outcome.Reporter;
import dev.mneme.reader.recall.Layer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An export from the request to its receipt: reported to the guard, written down. */
public final class ExportOperation {

  private final Exports exports;
  private final ExportAudit entries;
  private final Audit audit;
  private final Outcomes outcomes;
  private final Reporter reporter;
  private final InstantSource clock;

  public ExportOperation(
      Exports exports,
      ExportAudit entries,
      Audit audit,
      Outcomes outcomes,
      Reporter reporter,
      InstantSource clock) {
    this.exports = exports;
    this.entries = entries;
    this.audit = audit;
    this.outcomes = outcomes;
    this.reporter = reporter;
    this.clock = clock;
  }

  /** What is given, and the receipt where one is on its way. */
  public record Given<T extends Export>(T what, @Nullable UUID receipt) {}

  public Given<Export> begin(Owner owner, ExportQuery query, boolean prepare, String traceId)
      throws ExportRefused {
    return watched(
        owner, query.format(), traceId, now -> exports.begin(owner, query, prepare, now));
  }

  public Given<AtOnce> atOnce(Owner owner, ExportQuery query, String traceId) throws ExportRefused {
    return watched(owner, query.format(), traceId, _ -> exports.atOnce(query));
  }

  public Given<AtOnce> fetch(Owner owner, UUID id, @Nullable UUID after, String traceId)
      throws ExportRefused {
    ExportFormat format = exports.of(id, owner, clock.instant()).query().format();
    return watched(owner, format, traceId, now -> exports.fetch(id, owner, after, now));
  }

  public PreparedExport status(Owner owner, UUID id) throws ExportRefused {
    return exports.of(id, owner, clock.instant());
  }

  public void drop(Owner owner, UUID id) throws ExportRefused {
    exports.drop(id, owner, clock.instant());
  }

  @FunctionalInterface
  private interface Work<T> {
    T at(Instant now) throws ExportRefused;
  }

  private <T extends Export> Given<T> watched(
      Owner owner, ExportFormat format, String traceId, Work<T> work) throws ExportRefused {
    UUID id = UUID.randomUUID();
    Instant now = clock.instant();
    long start = System.nanoTime();
    try {
      T given = work.at(now);
      report(OutcomeResult.SUCCESS, start, now);
      String result = given instanceof Later ? "prepared" : "success";
      boolean handed =
          audit.hand(entries.of(id, owner, result, format.label(), traceId, clock.instant()));
      return new Given<>(given, handed ? id : null);
    } catch (ExportRefused why) {
      switch (why.kind()) {
        case FAILED -> report(OutcomeResult.SERVER_ERROR, start, now);
        case TOO_LARGE, TOO_MANY, UNKNOWN, NOT_READY, NO_SUCH_PLACE, UNAVAILABLE -> {
          // nothing that the layer did wrong
        }
      }
      throw why;
    }
  }

  private void report(OutcomeResult result, long start, Instant now) {
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    outcomes.report(
        reporter.operated(Layer.NEW, exports.epoch(), "personal", "export", result, took, now));
  }
}
