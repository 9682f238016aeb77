package dev.mneme.reader.distill;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mneme.reader.anonymity.Disclosures;
import dev.mneme.reader.distill.DistillRefused.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Answers questions about many, all of them or none.
 *
 * <p>A question whose answer has changed by too few people since it was given is answered as it was
 * then: nobody learns whether anything changed.
 */
public final class Distills {

  private static final int ANSWERS_KEPT = 1_000;

  private final Parts parts;
  private final Set<Integer> partitions;
  private final DisclosureControl disclosures;
  private final SmallGroups smallGroups;
  private final Duration within;
  private final Cache<DistillQuestion, Distilled> given;

  /**
   * What was said.
   *
   * @param asOf when the memories were read
   */
  public record Distilled(List<Row> rows, Instant asOf) {}

  /**
   * @param partitions how many there are
   * @param within how long an answer may take
   * @param kept how long an answer is given again
   */
  public Distills(
      Parts parts,
      int partitions,
      DisclosureControl disclosures,
      SmallGroups smallGroups,
      Duration within,
      Duration kept) {
    this.parts = parts;
    this.partitions = IntStream.range(0, partitions).boxed().collect(Collectors.toSet());
    this.disclosures = disclosures;
    this.smallGroups = smallGroups;
    this.within = within;
    this.given = Caffeine.newBuilder().maximumSize(ANSWERS_KEPT).expireAfterWrite(kept).build();
  }

  /**
   * @throws DistillRefused when nothing may or can be said
   */
  public Distilled answer(DistillQuestion question, Instant now) throws DistillRefused {
    Statement statement = Statement.of(question, parts.of(question, partitions, within));
    if (statement.rows().isEmpty()) {
      throw tooFew();
    }
    Distilled fresh = new Distilled(statement.rows(), now);
    if (question.floor() == 1) {
      watch(question, statement);
      return fresh; // nobody is to be hidden
    }
    return switch (disclosures.ask(question.tenant(), statement.claim(), now)) {
      case Disclosures.Granted _ -> {
        watch(question, statement);
        given.put(question, fresh);
        yield fresh;
      }
      case Disclosures.TooClose _ -> {
        Distilled before = given.getIfPresent(question);
        if (before == null) {
          throw tooFew();
        }
        yield before;
      }
      case Disclosures.Full(Instant until) ->
          throw new DistillRefused(
              Kind.TOO_MUCH_SAID,
              "this tenant has been told as many different numbers as can be remembered; ask"
                  + " again for what was told, or later",
              Duration.between(now, until));
    };
  }

  /** A second look at what is about to be said, at nothing but the number of people behind it. */
  private void watch(DistillQuestion question, Statement statement) {
    int small = statement.smallerThan(question.small());
    if (small > 0) {
      smallGroups.released(small);
    }
  }

  /** One sentence for all of it: which of the two it was would say something already. */
  private static DistillRefused tooFew() {
    return new DistillRefused(
        Kind.TOO_FEW,
        "too few people stand behind this, or between this and what was told before",
        Duration.ZERO);
  }
}
