package dev.mneme.reader;

import dev.mneme.identity.KeyedHash;
import dev.mneme.reader.export.ExportAudit;
import dev.mneme.reader.export.ExportOperation;
import dev.mneme.reader.export.ExportSource;
import dev.mneme.reader.export.Exports;
import dev.mneme.reader.outcome.Audit;
import dev.mneme.reader.outcome.BatchedOutcomes;
import dev.mneme.reader.outcome.Reporter;
import dev.mneme.reader.recall.Records;
import dev.mneme.topics.SubjectPartition;
import dev.mneme.topics.Topics;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Puts together what gives memories out whole. */
@Factory
final class ExportFactory {

  @Singleton
  Exports exports(
      Records records, WholeLayer newLayer, PartitionFitness fitness, ExportSettings settings) {
    return new Exports(
        new ExportSource(
            records,
            subject -> SubjectPartition.of(subject, Topics.RECORDS.partitions()),
            newLayer::standing,
            fitness::unfit,
            settings.budget()),
        settings.limits());
  }

  @Singleton
  ExportOperation exportOperation(
      Exports exports,
      KeyedHash hash,
      Audit audit,
      BatchedOutcomes outcomes,
      Reporter reporter,
      InstantSource clock) {
    return new ExportOperation(
        exports, new ExportAudit(hash, reporter.instance()), audit, outcomes, reporter, clock);
  }
}
