package dev.mneme.reader.fault;

import java.util.Arrays;
import java.util.Optional;

/** How a layer can be made to fail. */
public enum Fault {
  TIMEOUT("timeout"),
  UNAUTHORIZED("unauthorized"),
  SERVER_ERROR("server_error");

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
