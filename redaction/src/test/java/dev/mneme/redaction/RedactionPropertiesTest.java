package dev.mneme.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RedactionPropertiesTest {
  private final Redactor redactor = Redactor.of(Policy.standard());
  private final PhoneNumberUtil plans = PhoneNumberUtil.getInstance();

  @Property(tries = 3000)
  void shouldChangeNothingTheSecondTime(@ForAll("crowded") String text) {
    Redacted once = redactor.redact(text);

    Redacted twice = redactor.redact(once.text());

    assertThat(twice.text()).isEqualTo(once.text());
    assertThat(twice.findings()).isEmpty();
  }

  @Property(tries = 1000)
  void shouldGiveFindingsInOrderThatExplainTheResult(@ForAll("crowded") String text) {
    Redacted redacted = redactor.redact(text);

    StringBuilder rebuilt = new StringBuilder();
    int from = 0;
    for (Finding finding : redacted.findings()) {
      assertThat(finding.start()).isGreaterThanOrEqualTo(from);
      rebuilt.append(text, from, finding.start()).append(finding.type().placeholder());
      from = finding.end();
    }
    assertThat(rebuilt.append(text.substring(from))).hasToString(redacted.text());
  }

  @Property(tries = 1000)
  void shouldNotCutACharacterInTwo(@ForAll String text) {
    for (Finding finding : redactor.redact(text + "@example.com " + text).findings()) {
      String whole = text + "@example.com " + text;
      assertThat(cuts(whole, finding.start()) || cuts(whole, finding.end())).isFalse();
    }
  }

  private static boolean cuts(String text, int index) {
    return index > 0
        && index < text.length()
        && Character.isHighSurrogate(text.charAt(index - 1))
        && Character.isLowSurrogate(text.charAt(index));
  }

  @Property(tries = 2000)
  void shouldLeaveNoDigitOfAPlantedNumberOfAnyCountry(
      @ForAll("numbers") PhoneNumber number,
      @ForAll("prose") String before,
      @ForAll("prose") String after) {
    for (PhoneNumberFormat format :
        new PhoneNumberFormat[] {
          PhoneNumberFormat.E164, PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.RFC3966
        }) {
      String text = before + " " + plans.format(number, format) + " " + after;

      assertThat(redactor.redact(text).text()).doesNotContainPattern("\\d");
    }
  }

  @Property(tries = 500)
  void shouldLeaveNothingOfAPlantedAddress(
      @ForAll("locals") String local, @ForAll("prose") String before) {
    String text = before + " " + local + "@mail.example.org " + before;

    // whatever stands after a word such as "pw" is taken for a secret
    assertThat(redactor.redact(text).text())
        .isIn(before + " [EMAIL] " + before, before + " [SECRET] " + before);
  }

  @Provide
  Arbitrary<String> crowded() {
    return Arbitraries.of(
            "0",
            "1",
            "44",
            "415",
            "555",
            "2671",
            "0171",
            "20",
            "00",
            "+",
            "-",
            " ",
            ".",
            "(",
            ")",
            "/",
            ",",
            ":",
            "x",
            "@",
            "a",
            "b.co",
            "call ",
            "order ",
            "ext. ",
            "\n",
            "#",
            "[EMAIL]",
            "[PHONE]",
            "[",
            "]",
            "\"",
            "😀",
            "fax",
            "+44 20 7946 0958",
            "a@b.co",
            "\u0664")
        .list()
        .ofMaxSize(24)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<PhoneNumber> numbers() {
    return Combinators.combine(
            Arbitraries.of(plans.getSupportedRegions()),
            Arbitraries.of(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE))
        .as(plans::getExampleNumberForType)
        .filter(number -> number != null && plans.isValidNumber(number));
  }

  @Provide
  Arbitrary<String> prose() {
    return Arbitraries.strings().withCharRange('a', 'z').withChars(' ', ',', '.').ofMaxLength(40);
  }

  @Provide
  Arbitrary<String> locals() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('0', '9')
        .ofMinLength(1)
        .ofMaxLength(64);
  }
}
