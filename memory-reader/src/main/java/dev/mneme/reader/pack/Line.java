package dev.mneme.reader.pack;

import dev.mneme.reader.recall.RecalledMemory;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/**
 * A memory as it is written in a pack, on one line: {@code - 2026-03-01 Ada: text [medium
 * confidence] [id]}.
 *
 * <p>The vocabularies never join a line break with a dash or hash behind it, so the tokens of a
 * pack are those of its lines, added up.
 */
final class Line {

  private static final Pattern SPACE = Pattern.compile("[\\s\\u0085\\u2028\\u2029]+");

  /** Half a character cannot be counted, nor sent. */
  private static final Pattern HALF_A_PAIR = Pattern.compile("[\\ud800-\\udfff]");

  private Line() {}

  static String of(RecalledMemory memory) {
    StringBuilder line = new StringBuilder("- ");
    line.append(memory.occurredAt().atZone(ZoneOffset.UTC).toLocalDate());
    if (memory.speaker() != null && !memory.speaker().isBlank()) {
      line.append(' ').append(oneLine(memory.speaker()));
    }
    line.append(": ").append(oneLine(memory.text()));
    String marker = Certainty.of(memory.confidence()).marker();
    if (!marker.isEmpty()) {
      line.append(' ').append(marker);
    }
    return line.append(" [").append(memory.id()).append("]\n").toString();
  }

  static String oneLine(String text) {
    return SPACE.matcher(HALF_A_PAIR.matcher(text).replaceAll("\ufffd").strip()).replaceAll(" ");
  }
}
