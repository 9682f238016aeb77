package dev.mneme.cli;

import dev.mneme.redaction.BadPolicyException;
import dev.mneme.redaction.Policy;
import dev.mneme.redaction.PolicyFile;
import dev.mneme.redaction.RedactionKey;
import dev.mneme.redaction.Redactor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The redaction policy that a command is to apply, by the settings that the writer has too. */
final class Policies {
  private static final String POLICY = "MNEME_REDACTION_POLICY";
  private static final String KEY = "MNEME_REDACTION_KEY";

  private Policies() {}

  /**
   * @param file named on the command line; by default the one of the environment, else the built-in
   *     policy
   */
  static Redactor redactor(@Nullable String file) throws CommandFailure {
    String named = named(file, System.getenv(POLICY));
    if (named.isEmpty()) {
      return Redactor.of(Policy.standard());
    }
    try {
      return PolicyFile.redactor(Path.of(named), key());
    } catch (BadPolicyException e) {
      throw new CommandFailure(e.getMessage() + "; the key is read from " + KEY, e);
    } catch (IOException e) {
      throw new CommandFailure("The policy %s cannot be read as UTF-8 text".formatted(named), e);
    }
  }

  /** The policy alone, for which no key is needed. */
  static Policy policy(@Nullable String file) throws CommandFailure {
    String named = named(file, System.getenv(POLICY));
    if (named.isEmpty()) {
      return Policy.standard();
    }
    try {
      return PolicyFile.read(Path.of(named));
    } catch (BadPolicyException e) {
      throw new CommandFailure(e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandFailure("The policy %s cannot be read as UTF-8 text".formatted(named), e);
    }
  }

  private static String named(@Nullable String file, @Nullable String environment) {
    if (file != null) {
      return file;
    }
    return environment == null ? "" : environment.strip();
  }

  private static Optional<RedactionKey> key() throws CommandFailure {
    String key = System.getenv(KEY);
    if (key == null || key.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new RedactionKey(Base64.getDecoder().decode(key.strip())));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(KEY + " is not base64 of 32 bytes or more");
    }
  }
}
