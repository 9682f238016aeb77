package dev.mneme.reader.distill;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is said about the memories of a cell. */
public enum Aggregate {
  /** How many they are; with a field, how many have it. */
  COUNT,
  AVERAGE,
  SUM,
  /** The lowest value that enough people are at or below. */
  MIN,
  /** The highest value that enough people are at or above. */
  MAX,
  /** How many there are of each value. */
  DISTRIBUTION;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Aggregate> labelled(String label) {
    return Arrays.stream(values()).filter(a -> a.label().equals(label)).findFirst();
  }

  public boolean needsField() {
    return this != COUNT;
  }

  /** Whether only numbers count, and each memory has at most one. */
  public boolean ofNumbers() {
    return switch (this) {
      case AVERAGE, SUM, MIN, MAX -> true;
      case COUNT, DISTRIBUTION -> false;
    };
  }

  /** Whether numbers are added up, so that one person's may outweigh all others'. */
  public boolean addsUp() {
    return this == SUM || this == AVERAGE;
  }

  public boolean isExtreme() {
    return this == MIN || this == MAX;
  }
}
