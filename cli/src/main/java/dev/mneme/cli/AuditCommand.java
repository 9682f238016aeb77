package dev.mneme.cli;

import dev.mneme.ledger.verify.LedgerReport;
import dev.mneme.ledger.verify.LedgerVerifier;
import dev.mneme.ledger.verify.PartitionReport;
import dev.mneme.ledger.verify.Tampering;
import dev.mneme.stack.parts.Folders;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The audit log, looked into without the service that writes it. */
@Command(
    name = "audit",
    description =
        "Verify the audit ledger and its receipts, witness it, show that a changed one is found"
            + " out, or analyse what it says.",
    subcommands = {
      VerifyCommand.class,
      VerifyReceiptCommand.class,
      WitnessCommand.class,
      AuditReplayCommand.class,
      AuditSqlCommand.class,
      AuditCommand.Tamper.class
    },
    synopsisSubcommandLabel = "COMMAND")
final class AuditCommand {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  private AuditCommand() {}

  static Path existing(Path ledger) throws CommandFailure {
    if (!Files.isDirectory(ledger)) {
      throw new CommandFailure(
          "There is no ledger at %s: name one with --ledger, or start a stack".formatted(ledger));
    }
    return ledger;
  }

  /** Changes a copy by one bit and verifies it. */
  @Command(
      name = "tamper",
      description = {
        "Copy the ledger, change one bit of one entry in the copy, and verify the copy.",
        "Exit code 0 if the verification names exactly that entry. The ledger itself is not"
            + " touched."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  mneme audit tamper --partition 2 --entry 17",
        "  mneme audit tamper --partition 2 --entry 17 --copy /tmp/changed"
      })
  static final class Tamper extends StackCommand {

    @Option(
        names = "--ledger",
        paramLabel = "DIR",
        description = "The ledger's folder (default: that of the stack's audit-sink).")
    private @Nullable Path ledger;

    @Option(
        names = "--copy",
        paramLabel = "DIR",
        description = "Where to leave the copy (default: it is removed again).")
    private @Nullable Path copy;

    @Option(
        names = "--partition",
        required = true,
        paramLabel = "P",
        description = "Partition of the entry.")
    private int partition;

    @Option(
        names = "--entry",
        required = true,
        paramLabel = "N",
        description = "Index of the entry, from 0.")
    private long entry;

    @Override
    public Integer call() throws CommandFailure, IOException {
      Path folder = existing(ledger == null ? layout().ledger() : ledger);
      Path target = copy == null ? Files.createTempDirectory("mneme-").resolve("ledger") : copy;
      try {
        Tampering.Tampered tampered = Tampering.copyAndFlip(folder, target, partition, entry);
        LedgerReport report = LedgerVerifier.verify(target);
        boolean named =
            report.partitions().stream()
                .anyMatch(
                    p ->
                        p instanceof PartitionReport.Broken broken
                            && broken.finding().partition() == partition
                            && broken.finding().index() == entry);
        output.document(
            LedgerText.document(target, report),
            "Changed byte %d of %s from %02x to %02x.%n%s"
                .formatted(
                    tampered.position(),
                    tampered.file(),
                    tampered.before(),
                    tampered.after(),
                    LedgerText.text(report)));
        return named ? DONE : FAILED;
      } catch (FileAlreadyExistsException e) {
        throw new CommandFailure(
            "%s exists already: name a folder that does not, with --copy".formatted(target), e);
      } finally {
        if (copy == null) {
          Folders.delete(target.getParent());
        }
      }
    }
  }
}
