package dev.mneme.redaction.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.redaction.Policy;
import dev.mneme.redaction.Redactor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressDetectorTest {
  private final Redactor redactor = new Redactor(Policy.standard(), List.of(new AddressDetector()));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "742 Evergreen Terrace, Springfield, IL 62704",
        "742 Evergreen Terrace Springfield IL 62704",
        "742 Evergreen Terrace\nSpringfield, IL 62704\nUSA",
        "Apt 4B, 123 Main St., Boston MA 02118-1234",
        "P.O. Box 1432, Denver, CO 80201",
        "Flat 3, 221B Baker Street, London NW1 6XE",
        "14 Rosebery Avenue\nLondon\nEC1R 4TD",
        "Hauptstraße 5, 10115 Berlin",
        "Hauptstr. 5 10115 Berlin",
        "10115 Berlin, Hauptstraße 5",
        "Am Markt 3, 28195 Bremen",
        "12 bis rue de la Paix, 75002 Paris",
        "75002 Paris, 12 rue de la Paix",
        "Caferağa Mah. Moda Cad. No: 12 D: 5 Kadıköy/İstanbul",
        "1453. Sokak No:8/3 Bornova, İzmir",
        "Via Roma 15, 20121 Milano",
      })
  void shouldTakeAnAddressWhole(String address) {
    assertThat(redactor.redact("- " + address + ".").text()).isEqualTo("- [ADDRESS].");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The 5 Star Hotel has 200 rooms.",
        "We met on Wall Street in 2008.",
        "3 street cats and 2 dogs",
        "In 2019 Park Rangers found 12 bears",
        "Der Weg 3 ist gesperrt",
        "cadde çok kalabalık, 5 kişi bekliyor",
        "2 places de cinéma pour 20 euros",
        "room 101 on the 3rd floor",
        "Take Route 66 to the west",
      })
  void shouldLeaveOtherNumbersAndStreetsAlone(String text) {
    assertThat(redactor.redact(text).text()).isEqualTo(text);
  }
}
