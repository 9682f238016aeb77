package dev.mneme.cli.dualwrite;

import java.util.function.Predicate;

/** Of which memories the contents are compared; keys and positions are compared of all. */
public sealed interface Extent {

  /** Of all. */
  record Full() implements Extent {}

  /**
   * Of about so many in each partition, chosen by their key and the seed.
   *
   * @param perPartition how many, on average
   */
  record Sample(int perPartition, long seed) implements Extent {

    public Sample {
      if (perPartition < 0) {
        throw new IllegalArgumentException(
            "the sample must be 0 or more memories a partition, not " + perPartition);
      }
    }
  }

  /**
   * @param rows about how many there are to choose from
   */
  default Predicate<String> among(long rows) {
    return switch (this) {
      case Full _ -> key -> true;
      case Sample(int wanted, long seed) -> {
        long oneOf = wanted == 0 ? Long.MAX_VALUE : Math.max(1, rows / wanted);
        yield key -> wanted > 0 && Math.floorMod(Fingerprint.hash(seed + "/" + key), oneOf) == 0;
      }
    };
  }
}
