package dev.mneme.redaction.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.redaction.Policy;
import dev.mneme.redaction.Redactor;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalletDetectorTest {
  private final Redactor redactor = new Redactor(Policy.standard(), List.of(new WalletDetector()));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
        "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
      })
  void shouldFindAddressesWhoseChecksumIsRight(String address) {
    assertThat(redactor.redact("to " + address + ".").text()).isEqualTo("to [CRYPTO_WALLET].");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3T4",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      })
  void shouldLeaveOthersAlone(String token) {
    assertThat(redactor.redact(token).text()).isEqualTo(token);
  }

  @Test
  void shouldHashAsEthereumDoes() {
    assertThat(HexFormat.of().formatHex(Keccak.hash256(new byte[0])))
        .isEqualTo("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
    assertThat(HexFormat.of().formatHex(Keccak.hash256("abc".getBytes(StandardCharsets.US_ASCII))))
        .isEqualTo("4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
  }
}
