package dev.mneme.redaction.phone;

import dev.mneme.redaction.Finding;
import dev.mneme.redaction.PiiType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The search of one text. */
final class Search {
  private static final int MOST_GROUPS = 8;
  private static final int FEWEST_DIGITS = 7;
  private static final int MOST_DIGITS = 15;
  private static final int MOST_DIGITS_WITH_PREFIX = 18;

  private static final Comparator<Candidate> STRONGEST_FIRST =
      Comparator.comparingInt(Candidate::strength).reversed();

  /**
   * @param strength evidence first, then length
   */
  private record Candidate(Window window, int strength) {
    static Candidate of(Window window, Evidence evidence) {
      return new Candidate(window, evidence.ordinal() << 16 | (window.end() - window.start()));
    }
  }

  private final Lookups plans;
  private final String label;

  Search(Lookups plans, String label) {
    this.plans = plans;
    this.label = label;
  }

  void findIn(DigitRun run, List<Finding> findings) {
    List<Candidate> candidates = new ArrayList<>();
    int blockedUntil = 0;
    for (int first = 0; first < run.groups(); first++) {
      blockedUntil = Math.max(blockedUntil, Lookalikes.endOfAccount(run, first));
      if (first >= blockedUntil) {
        addFrom(run, first, candidates);
      }
    }
    if (candidates.size() > 1) {
      candidates.sort(STRONGEST_FIRST);
    }
    boolean[] taken = new boolean[run.groups()];
    for (Candidate candidate : candidates) {
      Window window = candidate.window();
      if (isFree(taken, window)) {
        Arrays.fill(taken, window.first(), window.last() + 1, true);
        findings.add(new Finding(PiiType.PHONE, window.start(), window.end()));
      }
    }
  }

  private static boolean isFree(boolean[] taken, Window window) {
    for (int group = window.first(); group <= window.last(); group++) {
      if (taken[group]) {
        return false;
      }
    }
    return true;
  }

  private void addFrom(DigitRun run, int first, List<Candidate> candidates) {
    if (first > 0 && !run.spaceAfter(first - 1)) {
      return; // inside of a longer token
    }
    int digits = 0;
    for (int last = first; last < run.groups() && last < first + MOST_GROUPS; last++) {
      digits += run.length(last);
      if (digits > MOST_DIGITS_WITH_PREFIX) {
        return;
      }
      if (digits >= FEWEST_DIGITS) {
        Window window = Window.of(run, first, last);
        Evidence evidence = weigh(window);
        if (evidence != Evidence.NONE) {
          candidates.add(Candidate.of(window, evidence));
        }
      }
    }
  }

  private Evidence weigh(Window window) {
    if (!window.hasEvenBrackets() || !window.standsAlone()) {
      return Evidence.NONE;
    }
    DigitRun run = window.run();
    String digits = run.digits(window.first(), window.last());
    Evidence abroad = withCountryCode(window, digits);
    if (abroad == Evidence.VALID || window.plus()) {
      return abroad;
    }
    if (digits.length() > MOST_DIGITS
        || Lookalikes.isOne(run, window.first(), window.last())
        || (!window.isBare() && Grouping.hasStrayDigits(run, window.first(), window.last()))) {
      return Evidence.NONE;
    }
    Evidence written = window.isBare() ? bare(digits) : grouped(window, digits);
    if (written == Evidence.VALID && !window.isBare()) {
      return written;
    }
    Evidence shaped = abroad.compareTo(written) > 0 ? abroad : written;
    return switch (window.hint(label)) {
      case OTHER -> Evidence.NONE;
      case NOTHING -> shaped;
      case PHONE -> shaped == Evidence.NONE ? Evidence.SUGGESTED : shaped;
    };
  }

  private Evidence withCountryCode(Window window, String digits) {
    if (window.plus()) {
      return digits.length() > MOST_DIGITS ? Evidence.NONE : plans.international(digits);
    }
    String area = window.run().digits(window.first(), window.first());
    if (digits.startsWith("00") && digits.length() > 9) {
      return soberly(window, plans.international(digits.substring(2)));
    }
    if (area.equals("011") && digits.length() > 10) {
      return soberly(window, plans.international(digits.substring(3)));
    }
    return Evidence.NONE;
  }

  /** Zeros in front prove less than a plus sign: what no plan knows must at least be in groups. */
  private static Evidence soberly(Window window, Evidence evidence) {
    return evidence == Evidence.SHAPED && window.isBare() ? Evidence.NONE : evidence;
  }

  private Evidence bare(String digits) {
    if (digits.length() >= 10 && digits.length() <= 11 && plans.withTrunkZero(digits)) {
      return Evidence.VALID;
    }
    boolean northAmerican = digits.length() == 10 && plans.valid(digits, List.of("US"));
    return northAmerican && !digits.equals("2147483647") ? Evidence.SHAPED : Evidence.NONE;
  }

  private Evidence grouped(Window window, String digits) {
    DigitRun run = window.run();
    int first = window.first();
    int last = window.last();
    if (Grouping.isThousands(run, first, last)) {
      return Evidence.NONE;
    }
    if (Grouping.isNationalWithZero(run, first, last)) {
      return plans.withTrunkZero(digits) ? Evidence.VALID : Evidence.SHAPED;
    }
    String national = run.digits(Grouping.afterTrunk(run, first, last), last);
    if (plans.valid(national, Grouping.regions(run, first, last))) {
      return Evidence.VALID;
    }
    boolean area = window.hasBracketedArea() && digits.length() <= 13;
    return area || Grouping.isNorthAmerican(run, first, last) ? Evidence.SHAPED : Evidence.NONE;
  }
}
