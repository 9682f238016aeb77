package dev.mneme.redaction.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.redaction.Policy;
import dev.mneme.redaction.Redactor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkDetectorsTest {
  private final Redactor redactor = Redactor.of(Policy.standard());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.168.0.1 | [IP_ADDRESS]",
        "10.1.2.3:8080 | [IP_ADDRESS]:8080",
        "(10.1.2.3) | ([IP_ADDRESS])",
        "10.1.2.3. | [IP_ADDRESS].",
        "10.1.2.0/24 | [IP_ADDRESS]/24",
        "ip=10.1.2.3 | ip=[IP_ADDRESS]",
        "::1 | [IP_ADDRESS]",
        "fe80::1%eth0 | [IP_ADDRESS]",
        "2001:db8::8a2e:370:7334 | [IP_ADDRESS]",
        "1:2:3:4:5:6:7:8 | [IP_ADDRESS]",
        "::ffff:192.0.2.1 | [IP_ADDRESS]",
        "[2001:db8::1]:443 | [[IP_ADDRESS]]:443",
        "00:1b:44:11:3a:b7 | [MAC_ADDRESS]",
        "001b.4411.3ab7 | [MAC_ADDRESS]",
        "3C-22-FB-9A-10-0E. | [MAC_ADDRESS].",
        "https://u:p@h.example/ | https://[URL_CREDENTIALS]@h.example/",
        "ftp://u:p@ss@h.example | ftp://[URL_CREDENTIALS]@h.example",
        "https://:p@h.example | https://[URL_CREDENTIALS]@h.example",
      })
  void shouldFindAddressesOfMachines(String text, String redacted) {
    assertThat(redactor.redact(text).text()).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version 1.2.3.4",
        "v1.2.3.4",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "01.02.03.04",
        "==1.2.3.4",
        "12:30:45",
        "std::vector",
        "a::b",
        "1:2:3:4:5:6:7",
        "1::2::3",
        "00:1b:44:11:3a",
        "00:1b-44:11:3a:b7",
        "https://h.example:8080/a@b",
        "https://h.example/",
      })
  void shouldLeaveOtherNumbersWithDotsAndColonsAlone(String text) {
    assertThat(redactor.redact(text).text()).isEqualTo(text);
  }
}
