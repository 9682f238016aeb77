package dev.mneme.benchmarks;

import dev.mneme.stack.PartName;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * All benchmarks of the write side, or those that are named.
 *
 * <p>Arguments: names separated by commas (default all), events (default 200000), rounds (default
 * 5).
 */
public final class Benchmarks {
  private static final List<String> ALL = List.of("components", "throughput", "visible", "http");

  /** A part of {@code throughput}, for whoever is in a hurry. */
  private static final String STAGE = "stage";

  private static final Set<PartName> STORES =
      EnumSet.of(PartName.KAFKA, PartName.REGISTRY, PartName.POSTGRES);
  private static final Set<PartName> STORES_AND_WRITER =
      EnumSet.of(PartName.KAFKA, PartName.REGISTRY, PartName.POSTGRES, PartName.WRITER);

  private Benchmarks() {}

  public static void main(String[] args) throws Exception {
    List<String> names =
        args.length == 0 || args[0].equals("all") ? ALL : List.of(args[0].split(","));
    if (names.stream().anyMatch(name -> !ALL.contains(name) && !name.equals(STAGE))) {
      throw new IllegalArgumentException(
          "the benchmarks are %s, and %s".formatted(String.join(", ", ALL), STAGE));
    }
    int events = args.length > 1 ? Integer.parseInt(args[1]) : 200_000;
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
    if (names.contains("components")) {
      new Components().run(rounds);
    }
    if (names.contains("throughput") || names.contains(STAGE)) {
      try (Place place = Place.with(STORES)) {
        new Throughput(place, events, names.contains("throughput")).run(rounds);
      }
    }
    if (names.contains("visible") || names.contains("http")) {
      try (Place place = Place.with(STORES_AND_WRITER)) {
        if (names.contains("visible")) {
          new VisibleLatency(place).run(rounds);
        }
        if (names.contains("http")) {
          new HttpLatency(place).run(rounds);
        }
      }
    }
  }
}
