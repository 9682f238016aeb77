package dev.mneme.reader.http;

import static dev.mneme.reader.http.RecallValidation.wrong;

import dev.mneme.reader.distill.Aggregate;
import dev.mneme.reader.distill.Bucket;
import dev.mneme.reader.distill.DistillPolicy;
import dev.mneme.reader.distill.DistillQuestion;
import dev.mneme.reader.distill.Field;
import dev.mneme.shell.auth.Family;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns what a caller sent into a question about many, or names the field that is wrong. */
final class DistillValidation {

  static final int LARGEST_K = 10_000;
  private static final int LONGEST_PATH = 256;

  private DistillValidation() {}

  static DistillQuestion question(
      DistillBody body, Family family, String tenant, DistillPolicy policy) {
    Aggregate aggregate = aggregate(body.operation());
    Field field = field(body.field(), aggregate);
    return policy.question(
        family.label(),
        tenant,
        aggregate,
        field,
        bucket(body.bucket()),
        RecallValidation.filter(
            body.type(),
            body.sessionId(),
            body.since(),
            body.until(),
            body.tag(),
            body.project(),
            body.status()),
        width(body.width(), aggregate),
        k(body.k()));
  }

  private static Aggregate aggregate(@Nullable String operation) {
    return Aggregate.labelled(operation == null ? "" : operation)
        .orElseThrow(() -> wrong("operation", "must be one of " + labels()));
  }

  private static String labels() {
    return Arrays.stream(Aggregate.values())
        .map(Aggregate::label)
        .collect(Collectors.joining(", "));
  }

  private static @Nullable Field field(@Nullable String path, Aggregate aggregate) {
    if (path == null || path.isBlank()) {
      if (aggregate.needsField()) {
        throw wrong("field", "is missing: it must be " + Field.FORMS);
      }
      return null;
    }
    if (path.length() > LONGEST_PATH) {
      throw wrong("field", "must not be longer than " + LONGEST_PATH + " characters");
    }
    return Field.at(path).orElseThrow(() -> wrong("field", "must be " + Field.FORMS));
  }

  private static @Nullable Bucket bucket(@Nullable String label) {
    return label == null || label.isBlank()
        ? null
        : Bucket.labelled(label)
            .orElseThrow(() -> wrong("bucket", "must be hour, day, week or month"));
  }

  private static double width(@Nullable Double width, Aggregate aggregate) {
    if (width == null) {
      return 0;
    }
    if (aggregate != Aggregate.DISTRIBUTION) {
      throw wrong("width", "is for a distribution only");
    }
    if (!Double.isFinite(width) || width < 1e-9 || width > 1e15) {
      throw wrong("width", "must be a number from 1e-9 to 1e15");
    }
    return width;
  }

  private static int k(@Nullable Integer k) {
    if (k == null) {
      return 1;
    }
    if (k < 1 || k > LARGEST_K) {
      throw wrong("k", "must be from 1 to " + LARGEST_K);
    }
    return k;
  }
}
