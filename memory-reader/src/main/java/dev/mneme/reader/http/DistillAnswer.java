package dev.mneme.reader.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mneme.reader.distill.DistillOperation.Said;
import dev.mneme.reader.distill.DistillQuestion;
import dev.mneme.reader.distill.Row;
import dev.mneme.shell.auth.Family;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is said about many.
 *
 * @param k how many people stand behind each number at least
 * @param asOf when the memories were read
 * @param auditReceiptId null when the audit event is not on its way
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record DistillAnswer(
    String family,
    String operation,
    @Nullable String bucket,
    int k,
    List<Line> rows,
    Instant asOf,
    @Nullable UUID auditReceiptId,
    double tookMs) {

  /** One number. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Line(@Nullable Instant bucket, @Nullable String value, BigDecimal result) {

    static Line of(Row row) {
      BigDecimal plain = row.result().stripTrailingZeros();
      return new Line(row.bucket(), row.value(), plain.scale() < 0 ? plain.setScale(0) : plain);
    }
  }

  static DistillAnswer of(Family family, DistillQuestion question, Said said, Duration took) {
    return new DistillAnswer(
        family.label(),
        question.aggregate().label(),
        question.bucket() == null ? null : question.bucket().label(),
        question.k(),
        said.what().rows().stream().map(Line::of).toList(),
        said.what().asOf(),
        said.receipt(),
        took.toNanos() / 1_000_000.0);
  }
}
