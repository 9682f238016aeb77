package dev.mneme.reader.fault;

import java.util.Arrays;
import java.util.Optional;

/** How a layer can be made to fail. */
public enum Fault {
  /** It does not answer. */
  TIMEOUT("timeout"),
  /** It turns the reader away. */
  UNAUTHORIZED("unauthorized"),
  /** It breaks. */
  SERVER_ERROR("server_error"),
  /** It answers, but later than it would. */
  LATENCY("latency");

  private final String label;

  Fault(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  public static Optional<Fault> labelled(String label) {
    return Arrays.stream(values()).filter(fault -> fault.label.equals(label)).findFirst();
  }
}
