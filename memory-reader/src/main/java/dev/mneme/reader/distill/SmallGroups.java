package dev.mneme.reader.distill;

/**
 * Hears of numbers that were released although too few people stand behind them: because operators
 * switched anonymity off, or because what should have kept them back did not. Returns at once.
 */
@FunctionalInterface
public interface SmallGroups {

  /**
   * @param numbers how many of one answer, more than none
   */
  void released(int numbers);
}
