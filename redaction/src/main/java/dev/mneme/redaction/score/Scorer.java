package dev.mneme.redaction.score;

import dev.mneme.redaction.Finding;
import dev.mneme.redaction.PiiType;
import dev.mneme.redaction.Redactor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a redactor finds with what is marked. Found is what has the same type and covers
 * the same characters but for a tenth of both together (intersection over union).
 */
public final class Scorer {
  private static final double LEAST_OVERLAP = 0.9;

  private final Map<PiiType, Tally> byType = new EnumMap<>(PiiType.class);
  private final Map<String, Tally> byLanguage = new TreeMap<>();
  private int clean;
  private int touched;

  private Scorer() {}

  /**
   * @param nanoClock as {@link System#nanoTime()}
   */
  public static Score score(List<Labelled> texts, Redactor redactor, LongSupplier nanoClock) {
    long begin = nanoClock.getAsLong();
    List<List<Finding>> found = new ArrayList<>(texts.size());
    texts.forEach(labelled -> found.add(redactor.redact(labelled.text()).findings()));
    Duration took = Duration.ofNanos(nanoClock.getAsLong() - begin);
    Scorer scorer = new Scorer();
    for (int i = 0; i < texts.size(); i++) {
      scorer.add(texts.get(i), found.get(i));
    }
    return new Score(
        Collections.unmodifiableMap(scorer.byType),
        Collections.unmodifiableMap(scorer.byLanguage),
        texts.size(),
        scorer.clean,
        scorer.touched,
        took);
  }

  private void add(Labelled labelled, List<Finding> found) {
    if (labelled.clean()) {
      clean++;
      touched += found.isEmpty() ? 0 : 1;
    }
    Set<Finding> missed = new HashSet<>(labelled.spans());
    for (Finding finding : found) {
      Finding match = match(finding, missed);
      if (match == null) {
        count(labelled.language(), finding.type(), 0, 1, 0);
      } else {
        missed.remove(match);
        count(labelled.language(), finding.type(), 1, 0, 0);
      }
    }
    missed.forEach(span -> count(labelled.language(), span.type(), 0, 0, 1));
  }

  private static @Nullable Finding match(Finding finding, Set<Finding> spans) {
    for (Finding span : spans) {
      if (span.type() == finding.type() && overlap(finding, span) >= LEAST_OVERLAP) {
        return span;
      }
    }
    return null;
  }

  private static double overlap(Finding a, Finding b) {
    int shared = Math.min(a.end(), b.end()) - Math.max(a.start(), b.start());
    return shared <= 0 ? 0 : (double) shared / (a.length() + b.length() - shared);
  }

  private void count(String language, PiiType type, int found, int invented, int missed) {
    byType.merge(
        type,
        Tally.NONE.plus(found, invented, missed),
        (a, b) -> a.plus(b.found(), b.invented(), b.missed()));
    byLanguage.merge(
        language,
        Tally.NONE.plus(found, invented, missed),
        (a, b) -> a.plus(b.found(), b.invented(), b.missed()));
  }
}
