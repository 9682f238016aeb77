package dev.mneme.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command is told to read a ledger; one of these, or none. */
class LedgerSource {

  @Option(
      names = "--ledger",
      paramLabel = "DIR",
      description = "The ledger's folder (default: that of the stack's audit-sink).")
  private @Nullable Path ledger;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Tiles over HTTP: the audit-sink's address, ending with /v1/ledger.")
  private @Nullable String url;

  @Option(
      names = "--tiles",
      paramLabel = "DIR",
      description = "Tiles in a folder, as \"mneme audit verify --save\" leaves them.")
  private @Nullable Path tiles;

  final Optional<String> url() {
    return Optional.ofNullable(url);
  }

  final Optional<Path> tiles() {
    return Optional.ofNullable(tiles);
  }

  /** The folder that was named, or that of the stack. */
  final Path folder(StackCommand command) throws CommandFailure {
    return AuditCommand.existing(ledger == null ? command.layout().ledger() : ledger);
  }
}
