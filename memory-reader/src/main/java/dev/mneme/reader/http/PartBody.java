package dev.mneme.reader.http;

import dev.mneme.reader.distill.Aggregate;
import dev.mneme.reader.distill.Bucket;
import dev.mneme.reader.distill.DistillQuestion;
import dev.mneme.reader.distill.Field;
import dev.mneme.reader.recall.RecallFilter;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A question as one instance passes it to another: checked already, with the floor that was in
 * force where it was asked, so that all parts are of one question.
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record PartBody(
    String tenant,
    Set<String> families,
    Aggregate aggregate,
    @Nullable String field,
    @Nullable List<String> below,
    @Nullable Bucket bucket,
    double width,
    int floor,
    int small,
    int k,
    @Nullable String type,
    @Nullable String session,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable String tag,
    @Nullable String project,
    @Nullable String status) {

  static PartBody of(DistillQuestion question) {
    Field field = question.field();
    RecallFilter filter = question.filter();
    return new PartBody(
        question.tenant(),
        new TreeSet<>(question.families()),
        question.aggregate(),
        field == null ? null : field.root(),
        field == null ? null : field.below(),
        question.bucket(),
        question.width(),
        question.floor(),
        question.small(),
        question.k(),
        filter.type(),
        filter.session(),
        filter.since(),
        filter.until(),
        filter.tag(),
        filter.project(),
        filter.status());
  }

  DistillQuestion question() {
    return new DistillQuestion(
        tenant,
        families,
        aggregate,
        field == null ? null : new Field(field, below == null ? List.of() : below),
        bucket,
        new RecallFilter(type, session, since, until, tag, project, status),
        width,
        floor,
        small,
        k);
  }
}
