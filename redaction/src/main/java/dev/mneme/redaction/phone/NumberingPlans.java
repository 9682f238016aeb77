package dev.mneme.redaction.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;

/** What the numbering plans of the world say about a string of digits. */
class NumberingPlans {
  /** Where a number without country code and with a leading zero may belong to. */
  private static final List<String> WITH_TRUNK_ZERO =
      List.of("GB", "DE", "FR", "TR", "NL", "IT", "AU", "IN", "JP");

  private final PhoneNumberUtil plans = PhoneNumberUtil.getInstance();

  /** How far a number with its country code is one. */
  Evidence international(String digits) {
    try {
      PhoneNumber number = plans.parse("+" + digits, "ZZ");
      if (plans.isValidNumber(number)) {
        return Evidence.VALID;
      }
      return plans.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE
          ? Evidence.SHAPED
          : Evidence.NONE;
    } catch (NumberParseException e) {
      return Evidence.NONE;
    }
  }

  /** Whether a number that begins with the zero of its country is a valid one somewhere. */
  boolean withTrunkZero(String digits) {
    return digits.startsWith("0") && valid(digits, WITH_TRUNK_ZERO);
  }

  /**
   * Whether a number without country code is a valid one in any of the regions. Put together by
   * hand: parsing costs ten times as much and would only find out what is known here.
   */
  boolean valid(String digits, List<String> regions) {
    boolean zero = digits.startsWith("0");
    for (String region : regions) {
      if (zero && !WITH_TRUNK_ZERO.contains(region)) {
        continue;
      }
      PhoneNumber number =
          new PhoneNumber()
              .setCountryCode(plans.getCountryCodeForRegion(region))
              .setNationalNumber(Long.parseLong(digits));
      if (zero && region.equals("IT")) {
        number.setItalianLeadingZero(true);
      }
      if (plans.isValidNumberForRegion(number, region)) {
        return true;
      }
    }
    return false;
  }
}
