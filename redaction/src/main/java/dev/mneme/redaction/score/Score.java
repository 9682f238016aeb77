package dev.mneme.redaction.score;

import dev.mneme.redaction.PiiType;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * How well the texts of a labelled set were read.
 *
 * @param clean how many texts hold nothing personal
 * @param touched how many of these something was found in
 */
public record Score(
    Map<PiiType, Tally> byType,
    Map<String, Tally> byLanguage,
    int documents,
    int clean,
    int touched,
    Duration took) {

  public Tally of(PiiType type) {
    return byType.getOrDefault(type, Tally.NONE);
  }

  /** The share of texts without personal data that were left as they are. */
  public double untouched() {
    return clean == 0 ? 1 : 1 - (double) touched / clean;
  }

  public double documentsPerSecond() {
    return documents / Math.max(1e-9, took.toNanos() / 1e9);
  }

  /** For people: a line for each type and language. */
  public String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            "%-16s %9s %6s %6s %6s %6s %8s %6s%n",
            "type",
            "precision",
            "recall",
            "f1",
            "f2",
            "found",
            "invented",
            "missed"));
    byType.forEach((type, tally) -> append(table, type.name(), tally));
    byLanguage.forEach((language, tally) -> append(table, "language " + language, tally));
    table.append(
        String.format(
            Locale.ROOT,
            "%d of %d texts without personal data untouched (%.3f)%n",
            clean - touched,
            clean,
            untouched()));
    table.append(
        String.format(
            Locale.ROOT, "%d documents, %.0f a second%n", documents, documentsPerSecond()));
    return table.toString();
  }

  private static void append(StringBuilder table, String name, Tally tally) {
    table.append(
        String.format(
            Locale.ROOT,
            "%-16s %9.3f %6.3f %6.3f %6.3f %6d %8d %6d%n",
            name,
            tally.precision(),
            tally.recall(),
            tally.f1(),
            tally.f2(),
            tally.found(),
            tally.invented(),
            tally.missed()));
  }
}
