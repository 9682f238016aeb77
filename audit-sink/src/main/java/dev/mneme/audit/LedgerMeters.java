package dev.mneme.audit;

import dev.mneme.audit.kafka.Appends;
import dev.mneme.audit.signing.CheckpointClock;
import dev.mneme.audit.signing.FailStop;
import dev.mneme.audit.signing.WholeLedgerCheck;
import dev.mneme.ledger.LedgerLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What operators see of the ledger. */
final class LedgerMeters implements Appends {
  private final MeterRegistry registry;
  private final OpenLogs logs;
  private final Counter events;
  private final Timer append;
  private final Set<Integer> known = ConcurrentHashMap.newKeySet();

  LedgerMeters(MeterRegistry registry, OpenLogs logs, FailStop failStop) {
    this.registry = registry;
    this.logs = logs;
    this.events =
        Counter.builder("audit_events_total")
            .description("Audit events that became entries of the ledger")
            .register(registry);
    this.append =
        Timer.builder("audit_append")
            .description("From a batch to its entries being durable")
            .publishPercentiles(0.5, 0.99)
            .register(registry);
    Gauge.builder("audit_ledger_stopped", failStop, stop -> stop.because().isPresent() ? 1 : 0)
        .description("1 when signing, appending or verification failed and the ledger stopped")
        .register(registry);
  }

  void watch(CheckpointClock clock) {
    Gauge.builder("audit_checkpoint_age_seconds", clock, each -> each.age().toMillis() / 1000.0)
        .description("How long ago everything that was in the ledger was signed")
        .register(registry);
    FunctionCounter.builder("audit_signature_failures_total", clock, CheckpointClock::failures)
        .description("Attempts to sign that failed; the first stops the ledger")
        .register(registry);
  }

  void watch(WholeLedgerCheck check) {
    FunctionCounter.builder("audit_verification_failures_total", check, WholeLedgerCheck::failures)
        .description("Reads of the whole ledger that found something wrong")
        .register(registry);
  }

  /** From when a log is open, so that an empty one is there too, at zero. */
  void opened(int partition) {
    if (known.add(partition)) {
      Gauge.builder("audit_ledger_height", () -> height(partition))
          .description("Entries of a log")
          .tag("partition", Integer.toString(partition))
          .register(registry);
    }
  }

  @Override
  public void appended(int partition, int entries, Duration took) {
    events.increment(entries);
    append.record(took);
  }

  private long height(int partition) {
    return logs.of(partition).map(LedgerLog::head).map(head -> head.size()).orElse(0L);
  }
}
