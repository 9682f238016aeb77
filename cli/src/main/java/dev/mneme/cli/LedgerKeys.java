package dev.mneme.cli;

import dev.mneme.ledger.note.NoteVerifier;
import dev.mneme.stack.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The public keys a command trusts. */
final class LedgerKeys {

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "Public key of the ledger or of a witness, as name+id+key; may be repeated (default: that"
              + " of the stack in the home).")
  private List<String> keys = new ArrayList<>();

  /** Those that were named, or that of the home, or none when there is no home. */
  List<NoteVerifier> orNone(Optional<Secrets> secrets) throws CommandFailure {
    if (keys.isEmpty()) {
      return secrets.map(each -> List.of(each.ledgerSigner().verifier())).orElse(List.of());
    }
    List<NoteVerifier> parsed = new ArrayList<>();
    for (String key : keys) {
      try {
        parsed.add(NoteVerifier.parse(key));
      } catch (IllegalArgumentException e) {
        throw new CommandFailure("--key is no public key: " + e.getMessage(), e);
      }
    }
    return parsed;
  }

  /** What the ledger is asked with: a token of the home's own, or none where there is no key. */
  static Supplier<String> authorization(StackCommand command) {
    try {
      Supplier<String> tokens = command.tokens("default");
      return () -> "Bearer " + tokens.get();
    } catch (CommandFailure noKey) {
      return () -> "";
    }
  }

  /** At least one. */
  List<NoteVerifier> required(Optional<Secrets> secrets) throws CommandFailure {
    List<NoteVerifier> found = orNone(secrets);
    if (found.isEmpty()) {
      throw new CommandFailure(
          "Whose signature counts? Name a public key with --key; /v1/keys/jwks of the audit-sink"
              + " has it as note_key");
    }
    return found;
  }
}
