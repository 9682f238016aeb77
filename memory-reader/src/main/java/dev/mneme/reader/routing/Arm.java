package dev.mneme.reader.routing;

/** The side of a canary that a subject is assigned to, whichever layer then answers. */
public enum Arm {
  /** Nothing is compared: no canary is under way. */
  NONE("none"),
  /** The new layer serves. */
  CANARY("canary"),
  /** The legacy layer serves, as before. */
  CONTROL("control");

  private final String label;

  Arm(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
