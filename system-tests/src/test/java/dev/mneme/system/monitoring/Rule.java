package dev.mneme.system.monitoring;

import java.util.Map;

/** A rule as Prometheus reads it. */
sealed interface Rule {

  String name();

  String expression();

  record Recording(String name, String expression) implements Rule {}

  /**
   * @param notes its annotations
   */
  record Alert(
      String name, String expression, Map<String, String> labels, Map<String, String> notes)
      implements Rule {

    public Alert {
      labels = Map.copyOf(labels);
      notes = Map.copyOf(notes);
    }
  }
}
