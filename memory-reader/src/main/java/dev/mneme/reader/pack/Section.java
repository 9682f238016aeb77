package dev.mneme.reader.pack;

import java.util.Comparator;
import java.util.List;

/**
 * The part of a pack that holds the memories of a type.
 *
 * @param place by which sections are ordered; what binds comes before what was only said
 */
record Section(int place, String type, String heading) implements Comparable<Section> {

  private static final List<String> TYPES =
      List.of("decision", "constraint", "gotcha", "style_rule", "learning", "fact", "episode");
  private static final List<String> HEADINGS =
      List.of(
          "Decisions",
          "Constraints",
          "Gotchas",
          "Style rules",
          "Learnings",
          "Facts",
          "What was said");
  private static final Comparator<Section> ORDER =
      Comparator.comparingInt(Section::place).thenComparing(Section::type);

  static Section of(String type) {
    int place = TYPES.indexOf(type);
    return place < 0
        ? new Section(TYPES.size(), type, Line.oneLine(type))
        : new Section(place, type, HEADINGS.get(place));
  }

  /** Ends with the line break: lines are counted one by one. */
  String line() {
    return "## " + heading + "\n";
  }

  @Override
  public int compareTo(Section other) {
    return ORDER.compare(this, other);
  }
}
