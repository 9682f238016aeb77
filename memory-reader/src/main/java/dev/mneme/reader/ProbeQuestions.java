package dev.mneme.reader;

import dev.mneme.follower.FollowerStatus;
import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.recall.RecallFilter;
import dev.mneme.reader.recall.RecallQuery;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * A search that can be made of a layer without anybody having asked: for a subject that does not
 * exist, in a partition that is here.
 */
final class ProbeQuestions {

  /** Enough subjects to have one for each partition, for as many partitions as anybody runs. */
  private static final int CANDIDATES = 1024;

  private static final String TENANT = "probe";

  private final Supplier<FollowerStatus> records;
  private final ToIntFunction<String> partitionOfSubject;

  ProbeQuestions(Supplier<FollowerStatus> records, ToIntFunction<String> partitionOfSubject) {
    this.records = records;
    this.partitionOfSubject = partitionOfSubject;
  }

  Optional<RecallQuery> of(Layer layer) {
    return switch (layer) {
      case LEGACY -> Optional.of(question(subject(0)));
      case NEW -> {
        FollowerStatus status = records.get();
        yield IntStream.range(0, CANDIDATES)
            .mapToObj(ProbeQuestions::subject)
            .filter(
                subject ->
                    IndexFitness.unfit(status, partitionOfSubject.applyAsInt(subject)).isEmpty())
            .findFirst()
            .map(ProbeQuestions::question);
      }
    };
  }

  private static String subject(int number) {
    return "%064x".formatted(number);
  }

  private static RecallQuery question(String subject) {
    return new RecallQuery.InWords(TENANT, subject, "probe", RecallFilter.NONE, 1);
  }
}
