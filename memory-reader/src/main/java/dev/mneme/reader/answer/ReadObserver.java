package dev.mneme.reader.answer;

import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.routing.Route;
import java.time.Duration;

/**
 * Sees each recall that layers were to answer, as it ended; kept answers are no reads. It returns
 * at once: the caller waits.
 */
@FunctionalInterface
public interface ReadObserver {

  void read(RecallQuery query, Route route, Answer answer, Duration took);
}
