package dev.mneme.writer;

import dev.mneme.redaction.BadPolicyException;
import dev.mneme.redaction.Policy;
import dev.mneme.redaction.PolicyFile;
import dev.mneme.redaction.RedactionKey;
import dev.mneme.redaction.Redactor;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the writer redacts.
 *
 * @param policy a file of the form {@link PolicyFile} reads; the built-in policy when not set
 * @param key base64 of 32 bytes or more, for what is hashed or sealed
 */
@ConfigurationProperties("mneme.redaction")
public record RedactionSettings(@Nullable String policy, @Nullable String key) {

  /**
   * @throws IllegalStateException which names the setting, or the file and its line; the start must
   *     not go on without the policy that was asked for
   */
  Redactor redactor() {
    if (policy == null || policy.isBlank()) {
      return Redactor.of(Policy.standard());
    }
    try {
      return PolicyFile.redactor(Path.of(policy), redactionKey());
    } catch (BadPolicyException e) {
      throw new IllegalStateException("MNEME_REDACTION_POLICY: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IllegalStateException(
          "MNEME_REDACTION_POLICY: %s cannot be read as UTF-8 text (%s)"
              .formatted(policy, e.getClass().getSimpleName()),
          e);
    }
  }

  /**
   * @throws IllegalStateException when it is no base64, or too short
   */
  Optional<RedactionKey> redactionKey() {
    if (key == null || key.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new RedactionKey(Base64.getDecoder().decode(key.strip())));
    } catch (IllegalArgumentException e) {
      // without the cause: its message may hold a part of the key
      throw new IllegalStateException("MNEME_REDACTION_KEY is not base64 of 32 bytes or more");
    }
  }

  /** Never shows the key. */
  @Override
  public String toString() {
    return "RedactionSettings[policy=%s]".formatted(policy);
  }
}
