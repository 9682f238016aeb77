package dev.mneme.audit.http;

import dev.mneme.audit.OpenLogs;
import dev.mneme.ledger.sign.CheckpointSigner;
import dev.mneme.ledger.sign.LogTiles;
import dev.mneme.ledger.sign.SignedLedger.SignedLog;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;

/**
 * Each log as C2SP tlog-tiles wants it, under {@code /v1/ledger/logs/<partition>}. A tile never
 * changes and may be kept for ever; a checkpoint is out of date at once.
 */
@Controller("/v1/ledger")
@ExecuteOn(TaskExecutors.BLOCKING)
final class TilesController {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private final OpenLogs logs;
  private final CheckpointSigner signer;

  TilesController(OpenLogs logs, CheckpointSigner signer) {
    this.logs = logs;
    this.signer = signer;
  }

  /** The one over all logs. */
  @Get("/checkpoint")
  @Produces(TEXT)
  HttpResponse<String> combined() {
    return fresh(signer.signed().combined().toString());
  }

  /** The signed checkpoint of one log. */
  @Get("/logs/{partition}/checkpoint")
  @Produces(TEXT)
  HttpResponse<String> checkpoint(int partition) {
    return fresh(signed(partition).note().toString());
  }

  /** A file of a log as C2SP tlog-tiles has it. */
  @Get("/logs/{partition}/tile/{path:.+}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  HttpResponse<byte[]> tile(int partition, String path) throws IOException {
    long size = signed(partition).checkpoint().size();
    byte[] bytes =
        new LogTiles(logs.of(partition).orElseThrow(TilesController::notHere), size)
            .file(path)
            .orElseThrow(TilesController::notHere);
    return HttpResponse.ok(bytes).header(HttpHeaders.CACHE_CONTROL, FOR_EVER);
  }

  private SignedLog signed(int partition) {
    return signer.signed().log(partition).orElseThrow(TilesController::notHere);
  }

  private static HttpResponse<String> fresh(String text) {
    return HttpResponse.ok(text).header(HttpHeaders.CACHE_CONTROL, "no-cache");
  }

  private static ApiProblem notHere() {
    return ApiProblem.of(ErrorCode.NOT_FOUND, "the log has no such file at its signed size");
  }
}
