package dev.mneme.reader.anonymity;

import java.math.BigDecimal;

/**
 * How a sum is spread over people, in absolute values.
 *
 * @param all what everybody has together
 * @param largest what the one with the most has
 * @param second what the one with the second most has
 */
public record Shares(BigDecimal all, BigDecimal largest, BigDecimal second) {

  public static final Shares NONE = new Shares(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

  /**
   * The part of the largest share that must be left uncertain to whoever has the second largest and
   * takes theirs off the sum: the p%-rule of statistical disclosure control, p = 20.
   */
  private static final BigDecimal UNCERTAIN = new BigDecimal("0.2");

  public Shares and(BigDecimal one) {
    BigDecimal share = one.abs().stripTrailingZeros(); // 1.0 and 1.00 are one share
    BigDecimal first = largest.max(share);
    return new Shares(all.add(share), first, second.max(largest.min(share)));
  }

  /** Of different people together. */
  public Shares and(Shares others) {
    return new Shares(
        all.add(others.all),
        largest.max(others.largest),
        largest.min(others.largest).max(second).max(others.second));
  }

  /** Of people of whom some may be on both sides: never less than what one may have then. */
  public Shares atWorstWith(Shares others) {
    return new Shares(all.add(others.all), largest.add(others.largest), second.add(others.second));
  }

  /** Whether one of them has so much that the sum all but says it. */
  public boolean dominated() {
    return all.subtract(largest).subtract(second).compareTo(largest.multiply(UNCERTAIN)) < 0;
  }
}
