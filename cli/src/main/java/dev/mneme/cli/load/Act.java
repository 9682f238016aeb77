package dev.mneme.cli.load;

import java.util.Locale;

/** Something that an assistant asks for. */
public enum Act {
  STORE,
  /** In words. */
  RECALL,
  /** The latest, without words. */
  LATEST,
  /** A context pack. */
  PACK,
  /** One of the memories that were stored before. */
  FORGET;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
