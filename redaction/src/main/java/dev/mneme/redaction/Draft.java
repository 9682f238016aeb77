package dev.mneme.redaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A text of which some places are replaced already. */
final class Draft {
  /** What takes the place of a finding, whose offsets are of the original text. */
  record Edit(Finding finding, String by) {}

  private static final Comparator<Edit> BY_PLACE =
      Comparator.comparingInt(edit -> edit.finding().start());

  private final String original;
  private final List<Edit> edits;
  private final String text;

  private Draft(String original, List<Edit> edits) {
    this.original = original;
    this.edits = edits;
    this.text = apply(original, edits);
  }

  static Draft of(String original) {
    return new Draft(original, List.of());
  }

  private static String apply(String original, List<Edit> edits) {
    if (edits.isEmpty()) {
      return original;
    }
    StringBuilder out = new StringBuilder(original.length());
    int from = 0;
    for (Edit edit : edits) {
      out.append(original, from, edit.finding().start()).append(edit.by());
      from = edit.finding().end();
    }
    return out.append(original, from, original.length()).toString();
  }

  String text() {
    return text;
  }

  String original(Finding finding) {
    return original.substring(finding.start(), finding.end());
  }

  List<Finding> findings() {
    return edits.stream().map(Edit::finding).toList();
  }

  /** With more places replaced, whose offsets are of the original. */
  Draft with(List<Edit> more) {
    List<Edit> all = new ArrayList<>(edits);
    all.addAll(more);
    all.sort(BY_PLACE);
    return new Draft(original, all);
  }

  /**
   * Places of this text as places of the original.
   *
   * @param places in order, none inside of what was put in
   */
  List<Finding> toOriginal(List<Finding> places) {
    if (edits.isEmpty()) {
      return places;
    }
    List<Finding> originals = new ArrayList<>(places.size());
    int shift = 0;
    int next = 0;
    for (Finding place : places) {
      while (next < edits.size() && edits.get(next).finding().start() + shift < place.end()) {
        Edit edit = edits.get(next++);
        shift += edit.by().length() - edit.finding().length();
      }
      originals.add(new Finding(place.type(), place.start() - shift, place.end() - shift));
    }
    return originals;
  }
}
