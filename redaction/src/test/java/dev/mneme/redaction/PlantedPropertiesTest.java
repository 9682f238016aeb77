package dev.mneme.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Valid numbers of every kind, planted into prose: nothing of them may be left. */
class PlantedPropertiesTest {
  private final Redactor redactor = Redactor.of(Policy.standard());

  @Property(tries = 2000)
  void shouldLeaveNoDigitOfAPlantedCard(
      @ForAll("cards") String card, @ForAll("prose") String before, @ForAll("prose") String after) {
    String text = before + " " + card + " " + after;

    assertThat(redactor.redact(text).text()).doesNotContainPattern("\\d");
  }

  @Property(tries = 2000)
  void shouldLeaveNoDigitOfAPlantedAccount(
      @ForAll("accounts") String account,
      @ForAll("prose") String before,
      @ForAll("prose") String after) {
    String text = before + " " + account + " " + after;

    assertThat(redactor.redact(text).text()).doesNotContainPattern("\\d");
  }

  @Property(tries = 3000)
  void shouldChangeNothingTheSecondTime(@ForAll("crowded") String text) {
    Redacted once = redactor.redact(text);

    assertThat(redactor.redact(once.text())).isEqualTo(new Redacted(once.text(), List.of()));
  }

  @Property(tries = 2000)
  void shouldPlaceFindingsSoThatTheyExplainTheResult(@ForAll("crowded") String text) {
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

  @Property(tries = 2000)
  void shouldCutNoCharacterInTwo(@ForAll String noise, @ForAll("crowded") String text) {
    String whole = noise + text + noise;

    for (Finding finding : redactor.redact(whole).findings()) {
      assertThat(cuts(whole, finding.start()) || cuts(whole, finding.end())).isFalse();
    }
  }

  private static boolean cuts(String text, int index) {
    return index > 0
        && index < text.length()
        && Character.isHighSurrogate(text.charAt(index - 1))
        && Character.isLowSurrogate(text.charAt(index));
  }

  @Provide
  Arbitrary<String> cards() {
    Arbitrary<String> bodies =
        Arbitraries.strings().withCharRange('0', '9').ofLength(14).map(rest -> "4" + rest);
    return Combinators.combine(bodies, Arbitraries.of("", " ", "-"))
        .as((body, mark) -> grouped(body + luhn(body), mark));
  }

  private static int luhn(String body) {
    int sum = 0;
    for (int i = 0; i < body.length(); i++) {
      int digit = body.charAt(body.length() - 1 - i) - '0';
      int counted = i % 2 == 0 ? digit * 2 : digit;
      sum += counted > 9 ? counted - 9 : counted;
    }
    return (10 - sum % 10) % 10;
  }

  @Provide
  Arbitrary<String> accounts() {
    Arbitrary<String> german =
        Arbitraries.strings().withCharRange('0', '9').ofLength(18).map(rest -> iban("DE", rest));
    Arbitrary<String> turkish =
        Arbitraries.strings().withCharRange('0', '9').ofLength(22).map(rest -> iban("TR", rest));
    return Combinators.combine(Arbitraries.oneOf(german, turkish), Arbitraries.of("", " ", "-"))
        .as(PlantedPropertiesTest::grouped);
  }

  private static String iban(String country, String rest) {
    StringBuilder number = new StringBuilder(rest);
    country.chars().forEach(c -> number.append(Character.digit(c, 36)));
    BigInteger remainder = new BigInteger(number + "00").mod(BigInteger.valueOf(97));
    return country + String.format("%02d", 98 - remainder.intValue()) + rest;
  }

  private static String grouped(String number, String mark) {
    return String.join(mark, number.split("(?<=\\G.{4})"));
  }

  @Provide
  Arbitrary<String> prose() {
    return Arbitraries.strings().withCharRange('a', 'z').withChars(' ', ',', '.').ofMaxLength(40);
  }

  @Provide
  Arbitrary<String> crowded() {
    return Arbitraries.of(
            "4532 0712 1642 4424",
            "DE89 3704 0044 0532 0130 00",
            "308-63-0237",
            "10000000146",
            "AB 12 34 56 C",
            "12345678Z",
            "10.1.2.3",
            "2001:db8::1",
            "00:1b:44:11:3a:b7",
            "https://u:p@h.co/",
            "sk-abcdefghij0123456789AB",
            "password: hunter2",
            "token=",
            "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
            "born 1990-03-04",
            "born ",
            "3 March 1990",
            "12 Main Street",
            ", Boston, MA 02118",
            "Hauptstraße 5",
            "10115 Berlin",
            "No: 5",
            "Moda Cad. ",
            "Flat 3, ",
            "a@b.co",
            "ada [at] b dot co",
            "+44 20 7946 0958",
            "415",
            "555-2671",
            "call ",
            "[EMAIL]",
            "[PHONE:***58]",
            "[EMAIL:hash:abc]",
            "[",
            "]",
            "@",
            ".",
            " ",
            "\n",
            "-",
            "/",
            ":",
            "x",
            "1",
            "12",
            "2024",
            "A",
            "\u200b",
            "\u0301",
            "😀",
            "１２",
            "dot ",
            "dash ",
            "seven ")
        .list()
        .ofMaxSize(16)
        .map(parts -> String.join("", parts));
  }
}
