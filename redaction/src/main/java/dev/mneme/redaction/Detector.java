package dev.mneme.redaction;

import java.util.List;

/**
 * Finds personal data of one type. Takes time linear in the length of the text, whatever the text;
 * findings of one detector do not overlap.
 */
public interface Detector {
  PiiType type();

  /** Whether a text of this profile can hold anything at all: saves the search of most texts. */
  boolean worthSearching(Profile profile);

  /**
   * @param label what the text is known to be, for instance the key it stands under, or empty; read
   *     like words that stand before the text, never searched itself
   */
  List<Finding> find(String text, String label);
}
