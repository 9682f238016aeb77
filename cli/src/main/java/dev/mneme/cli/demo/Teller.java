package dev.mneme.cli.demo;

/** Hears what a step sees, as it sees it. */
@FunctionalInterface
public interface Teller {

  void saw(String line);

  default void saw(String form, Object... values) {
    saw(form.formatted(values));
  }
}
