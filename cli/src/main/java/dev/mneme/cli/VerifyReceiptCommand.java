package dev.mneme.cli;

import dev.mneme.ledger.format.LedgerEntry;
import dev.mneme.ledger.note.NoteVerifier;
import dev.mneme.ledger.receipt.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Checks a receipt with the public key and nothing else. */
@Command(
    name = "verify-receipt",
    description = {
      "Check that the entry in a receipt is in the ledger, as its signed checkpoint says.",
      "Needs the receipt and the ledger's public key: no service, no topic, no ledger.",
      "A receipt is the text that /v1/receipts/{id} of the audit-sink gives as \"receipt\"."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mneme audit verify-receipt operation.tlog-proof",
      "  mneme audit verify-receipt operation.tlog-proof --key mneme.local/audit+1b2c3d4e+AQ…"
    })
final class VerifyReceiptCommand extends StackCommand {

  @Mixin private LedgerKeys keys = new LedgerKeys();

  @Parameters(paramLabel = "FILE", description = "The receipt.")
  private Path file = Path.of("");

  @Override
  public Integer call() throws CommandFailure, IOException {
    Receipt.Verdict verdict;
    try {
      verdict = Receipt.parse(Files.readString(file)).check(keys.required(secrets()));
    } catch (NoSuchFileException e) {
      throw new CommandFailure("There is no file %s".formatted(file), e);
    } catch (IllegalArgumentException e) {
      verdict = new Receipt.Verdict.Refused(String.valueOf(e.getMessage()));
    }
    return switch (verdict) {
      case Receipt.Verdict.Proven proven -> {
        output.document(document(proven), text(proven));
        yield DONE;
      }
      case Receipt.Verdict.Refused(String because) -> {
        output.document(Map.of("proven", false, "because", because), "Not proven: " + because);
        yield FAILED;
      }
    };
  }

  private static Map<String, Object> document(Receipt.Verdict.Proven proven) {
    LedgerEntry entry = proven.entry();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("proven", true);
    document.put("partition", entry.partition());
    document.put("entry", entry.index());
    document.put("offset", entry.offset());
    document.put("timestamp", entry.timestamp());
    document.put("signed_size", proven.checkpoint().size());
    document.put("signed_by", proven.by().stream().map(NoteVerifier::name).toList());
    return document;
  }

  private static String text(Receipt.Verdict.Proven proven) {
    return "Proven: entry %d of partition %d (offset %d) is among the %d that %s signed."
        .formatted(
            proven.entry().index(),
            proven.entry().partition(),
            proven.entry().offset(),
            proven.checkpoint().size(),
            proven.by().stream().map(NoteVerifier::name).collect(Collectors.joining(", ")));
  }
}
