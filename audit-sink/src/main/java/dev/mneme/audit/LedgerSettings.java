package dev.mneme.audit;

import dev.mneme.ledger.note.NoteSigner;
import dev.mneme.ledger.note.NoteVerifier;
import dev.mneme.ledger.note.SignatureKind;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the ledger is signed ({@code MNEME_LEDGER_*}).
 *
 * @param name of the ledger: the beginning of each log's origin, and the name its key signs under
 * @param key base64 of the 32 bytes its Ed25519 key is made of
 * @param retiredKeys verifier keys that signed earlier checkpoints, separated by commas
 * @param every shortest time between two checkpoints
 */
@ConfigurationProperties("mneme.ledger")
public record LedgerSettings(
    @Bindable(defaultValue = "mneme.local/audit") String name,
    @Nullable String key,
    @Bindable(defaultValue = "") String retiredKeys,
    @Bindable(defaultValue = "50ms") Duration every) {

  /**
   * @throws IllegalStateException there is no key: a ledger that nobody signs proves nothing
   */
  public NoteSigner signer() {
    if (key == null || key.isBlank()) {
      throw new IllegalStateException(
          "MNEME_LEDGER_KEY is not set; it must be base64 of 32 random bytes");
    }
    byte[] seed;
    try {
      seed = Base64.getDecoder().decode(key.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("MNEME_LEDGER_KEY is not base64", e);
    }
    try {
      return NoteSigner.of(name, SignatureKind.LOG, seed);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "MNEME_LEDGER_KEY or MNEME_LEDGER_NAME: " + e.getMessage(), e);
    }
  }

  /**
   * @throws IllegalStateException one of them is no verifier key
   */
  public List<NoteVerifier> retired() {
    try {
      return Arrays.stream(retiredKeys.split(","))
          .filter(each -> !each.isBlank())
          .map(NoteVerifier::parse)
          .toList();
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("MNEME_LEDGER_RETIRED_KEYS: " + e.getMessage(), e);
    }
  }

  /** Never shows the key. */
  @Override
  public String toString() {
    return "LedgerSettings[name=%s, every=%s]".formatted(name, every);
  }
}
