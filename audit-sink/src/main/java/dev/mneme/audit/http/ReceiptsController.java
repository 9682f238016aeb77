package dev.mneme.audit.http;

import dev.mneme.audit.LedgerSettings;
import dev.mneme.audit.Receipts;
import dev.mneme.ledger.note.NoteVerifier;
import dev.mneme.ledger.receipt.Receipt;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Proof that an operation is in the ledger, by the receipt id its answer carried. */
@Controller("/v1/receipts")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ReceiptsController {
  private final Receipts receipts;
  private final List<NoteVerifier> keys;

  ReceiptsController(Receipts receipts, LedgerSettings settings) {
    this.receipts = receipts;
    this.keys = new ArrayList<>(settings.retired());
    this.keys.add(settings.signer().verifier());
  }

  /** Proof that an operation is in the ledger. */
  @Get("/{id}")
  @ApiResponse(responseCode = "200", description = "The proof", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "202",
      description = "In the log, and not signed yet",
      useReturnTypeSchema = true)
  HttpResponse<ReceiptView> receipt(UUID id) throws IOException {
    return switch (receipts.of(id)) {
      case Receipts.State.Provable provable -> HttpResponse.ok(ReceiptView.of(id, provable));
      case Receipts.State.Unsigned unsigned ->
          HttpResponse.accepted().body(ReceiptView.of(id, unsigned));
      case Receipts.State.Unknown() ->
          throw ApiProblem.of(
              ErrorCode.NOT_FOUND, "no event with that id is in this instance's logs yet");
    };
  }

  /** Whether a receipt proves what it says. */
  @Post("/verify")
  @Consumes({MediaType.TEXT_PLAIN, MediaType.APPLICATION_OCTET_STREAM})
  ReceiptVerdict verify(@Body String receipt) {
    try {
      return ReceiptVerdict.of(Receipt.parse(receipt).check(keys));
    } catch (IllegalArgumentException e) {
      return ReceiptVerdict.of(new Receipt.Verdict.Refused(String.valueOf(e.getMessage())));
    }
  }
}
