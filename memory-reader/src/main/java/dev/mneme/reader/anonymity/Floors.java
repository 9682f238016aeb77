package dev.mneme.reader.anonymity;

/**
 * How many people must stand behind a number.
 *
 * @param cohort for what was given for a group
 * @param population for what is asked about everybody
 */
public record Floors(int cohort, int population) {

  public static final int LEAST_COHORT = 5;
  public static final int LEAST_POPULATION = 100;

  /** Where a server was started without anonymity, for data of nobody. */
  public static final Floors NONE = new Floors(1, 1);

  /** What holds for a caller who asks for so many: they raise a floor and never lower it. */
  public static int raised(int floor, int asked) {
    return Math.max(floor, asked);
  }
}
