package dev.mneme.reader.distill;

import dev.mneme.events.MemoryRecord;
import dev.mneme.reader.anonymity.Disclosures;
import dev.mneme.reader.anonymity.Floors;
import dev.mneme.reader.recall.Memories;
import dev.mneme.reader.recall.RecallFilter;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Many people's memories to ask about. */
public final class Crowds {

  public static final int PARTITIONS = 4;
  public static final DistillPolicy POLICY =
      new DistillPolicy(new Floors(5, 100), new Floors(5, 100), false);
  public static final Disclosures.Limits LIMITS =
      new Disclosures.Limits(Duration.ofHours(24), 4_000, 8_000_000, 128);

  private Crowds() {}

  public static String person(int number) {
    return "%064x".formatted(number);
  }

  /** A cohort memory of a person, with a number under {@code metadata.score}. */
  public static MemoryRecord memory(int number, int person, double score) {
    return builder(number, person).setMetadata(Map.of("score", Double.toString(score))).build();
  }

  public static MemoryRecord.Builder builder(int number, int person) {
    return Memories.builder(number, "said by " + person)
        .setSubject(person(person))
        .setFamily("cohort")
        .setOccurredAt(Memories.NOON.plusSeconds(number));
  }

  public static DistillQuestion ask(Aggregate aggregate, @Nullable String field) {
    return ask(aggregate, field, null, RecallFilter.NONE, 1);
  }

  public static DistillQuestion ask(
      Aggregate aggregate,
      @Nullable String field,
      @Nullable Bucket bucket,
      RecallFilter filter,
      int k) {
    return POLICY.question(
        "cohort",
        Memories.TENANT,
        aggregate,
        field == null ? null : Field.at(field).orElseThrow(),
        bucket,
        filter,
        0,
        k);
  }
}
