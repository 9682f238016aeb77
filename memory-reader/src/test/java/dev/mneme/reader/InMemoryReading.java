package dev.mneme.reader;

import dev.mneme.events.AuditEvent;
import dev.mneme.reader.distill.DisclosureControl;
import dev.mneme.reader.distill.LocalDisclosures;
import dev.mneme.reader.outcome.Audit;
import dev.mneme.reader.recall.InMemoryRecords;
import dev.mneme.shell.audit.AuditTrail.About;
import dev.mneme.topics.Topics;
import dev.mneme.tracing.TraceParent;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** In place of indexes that follow a log: records, all of them fit, and an audit, in memory. */
@Factory
@Requires(property = "test.records", value = "memory")
final class InMemoryReading {

  /** What was written down. */
  static final class InMemoryAudit implements Audit {
    private final List<AuditEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public boolean hand(AuditEvent event, About about, @Nullable TraceParent parent) {
      return events.add(event);
    }

    List<AuditEvent> events() {
      return List.copyOf(events);
    }
  }

  @Singleton
  @Primary
  InMemoryRecords records() {
    return new InMemoryRecords(Topics.RECORDS.partitions());
  }

  @Singleton
  @Primary
  InMemoryAudit audit() {
    return new InMemoryAudit();
  }

  @Singleton
  @Primary
  DisclosureControl disclosures(DistillSettings settings) {
    return new LocalDisclosures(settings.limits(), 50_000_000);
  }

  @Singleton
  @Primary
  PartitionFitness fitness() {
    return _ -> Optional.empty();
  }
}
