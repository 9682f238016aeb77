package dev.mneme.reader.recall;

/** The two layers that hold the same memories. */
public enum Layer {
  NEW("new"),
  LEGACY("legacy");

  private final String label;

  Layer(String label) {
    this.label = label;
  }

  /** The name by which callers, operators and the guard know the layer. */
  public String label() {
    return label;
  }
}
