package dev.mneme.control;

import dev.mneme.identity.SubjectDraw;
import java.util.regex.Pattern;

/**
 * A share of subjects, in hundredths of a percent: {@code 5}, {@code 12.5}, {@code 0.01}.
 *
 * @param hundredths 0 to 10 000
 */
public record Percent(int hundredths) implements Comparable<Percent> {

  public static final Percent NONE = new Percent(0);
  public static final Percent ALL = new Percent(SubjectDraw.NUMBERS);

  private static final String FORM = "a percentage is from 0 to 100 with at most two decimals";
  private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,3})(?:\\.([0-9]{1,2}))?");

  public Percent {
    if (hundredths < 0 || hundredths > SubjectDraw.NUMBERS) {
      throw new IllegalArgumentException(FORM);
    }
  }

  /**
   * @throws IllegalArgumentException when it is not from 0 to 100
   */
  public static Percent of(int percent) {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException(FORM);
    }
    return new Percent(percent * 100);
  }

  /**
   * @throws IllegalArgumentException when it is written otherwise, saying how it is written
   */
  public static Percent parse(String written) {
    var parts = WRITTEN.matcher(written);
    if (!parts.matches()) {
      throw new IllegalArgumentException(FORM);
    }
    String decimals = parts.group(2) == null ? "00" : (parts.group(2) + "0").substring(0, 2);
    return new Percent(Integer.parseInt(parts.group(1)) * 100 + Integer.parseInt(decimals));
  }

  /** Whether the subject belongs to this share, as drawn under the seed. */
  public boolean includes(String seed, String pseudonym) {
    return hundredths == SubjectDraw.NUMBERS
        || (hundredths > 0 && SubjectDraw.of(seed, pseudonym) < hundredths);
  }

  @Override
  public int compareTo(Percent other) {
    return Integer.compare(hundredths, other.hundredths);
  }

  @Override
  public String toString() {
    int whole = hundredths / 100;
    int rest = hundredths % 100;
    if (rest == 0) {
      return Integer.toString(whole);
    }
    return rest % 10 == 0 ? whole + "." + rest / 10 : whole + ".%02d".formatted(rest);
  }
}
