package dev.mneme.redaction.phone;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What may be asked of the numbering plans about one text: they are the only costly step. A text
 * with more numbers than that is read by the lengths of numbers alone, which finds too much rather
 * than too little.
 */
final class Lookups {
  private static final int MOST = 1024;

  private final NumberingPlans plans;
  private int asked;

  Lookups(NumberingPlans plans) {
    this.plans = plans;
  }

  /** What a trunk zero was said of: in a list the same number comes again. */
  private final Map<String, Boolean> trunks = new HashMap<>();

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
    if (!digits.startsWith("0")) {
      return false;
    }
    Boolean known = trunks.get(digits);
    if (known != null) {
      return known;
    }
    if (mayAsk()) {
      boolean valid = plans.withTrunkZero(digits);
      trunks.put(digits, valid);
      return valid;
    }
    return digits.length() >= 10 && digits.length() <= 11;
  }

  boolean valid(String digits, List<String> regions) {
    if (mayAsk()) {
      return plans.valid(digits, regions);
    }
    return !regions.isEmpty() && digits.length() >= 9 && digits.length() <= 12;
  }
}
