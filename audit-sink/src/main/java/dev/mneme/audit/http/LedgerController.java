package dev.mneme.audit.http;

import dev.mneme.audit.OpenLogs;
import dev.mneme.ledger.Head;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.util.List;

/** The heads of the logs, and their entries as they were hashed. */
@Controller("/v1/ledger")
@ExecuteOn(TaskExecutors.BLOCKING)
final class LedgerController {
  private final OpenLogs logs;

  LedgerController(OpenLogs logs) {
    this.logs = logs;
  }

  @Get("/root")
  List<LogRoot> root() {
    List<Head> heads = logs.heads();
    if (heads.isEmpty()) {
      throw ApiProblem.of(
          ErrorCode.SERVICE_UNAVAILABLE, "no log is open here; /health/ready says why");
    }
    return heads.stream().map(LogRoot::of).toList();
  }

  @Get("/entries/{partition}/{index}")
  LogEntry entry(int partition, long index) throws IOException {
    return logs.of(partition)
        .orElseThrow(
            () -> ApiProblem.of(ErrorCode.NOT_FOUND, "this instance has no log of that partition"))
        .read(index)
        .map(LogEntry::of)
        .orElseThrow(
            () -> ApiProblem.of(ErrorCode.NOT_FOUND, "the log has no entry with that index"));
  }
}
