package dev.mneme.redaction.phone;

import java.util.List;

/**
 * What may be asked of the numbering plans about one text: they are the only costly step. A text
 * with more numbers than that is read by the lengths of numbers alone, which finds too much rather
 * than too little.
 */
final class Lookups {
  private static final int MOST = 4096;

  private final NumberingPlans plans;
  private int asked;

  Lookups(NumberingPlans plans) {
    this.plans = plans;
  }

  private boolean mayAsk() {
    return asked++ < MOST;
  }

  Evidence international(String digits) {
    if (mayAsk()) {
      return plans.international(digits);
    }
    return digits.length() >= 8 && digits.length() <= 15 ? Evidence.SHAPED : Evidence.NONE;
  }

  boolean withTrunkZero(String digits) {
    if (mayAsk()) {
      return plans.withTrunkZero(digits);
    }
    return digits.startsWith("0") && digits.length() >= 10 && digits.length() <= 11;
  }

  boolean valid(String digits, List<String> regions) {
    if (mayAsk()) {
      return plans.valid(digits, regions);
    }
    return !regions.isEmpty() && digits.length() >= 9 && digits.length() <= 12;
  }
}
