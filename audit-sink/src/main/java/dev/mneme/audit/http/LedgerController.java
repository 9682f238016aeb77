package dev.mneme.audit.http;

import dev.mneme.audit.OpenLogs;
import dev.mneme.audit.signing.FailStop;
import dev.mneme.audit.signing.WholeLedgerCheck;
import dev.mneme.ledger.Head;
import dev.mneme.ledger.LedgerLog;
import dev.mneme.ledger.checkpoint.Checkpoint;
import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.merkle.MerkleTree;
import dev.mneme.ledger.sign.CheckpointSigner;
import dev.mneme.ledger.sign.SignedLedger;
import dev.mneme.ledger.verify.LedgerReport;
import dev.mneme.ledger.verify.PartitionReport;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the logs commit to, entries as they were hashed, and whether it all holds together. */
@Controller("/v1/ledger")
@ExecuteOn(TaskExecutors.BLOCKING)
final class LedgerController {
  private final OpenLogs logs;
  private final CheckpointSigner signer;
  private final WholeLedgerCheck whole;
  private final FailStop failStop;

  LedgerController(
      OpenLogs logs, CheckpointSigner signer, WholeLedgerCheck whole, FailStop failStop) {
    this.logs = logs;
    this.signer = signer;
    this.whole = whole;
    this.failStop = failStop;
  }

  /** The head of each log, and what was signed of it. */
  @Get("/root")
  List<LogRoot> root() {
    List<Head> heads = logs.heads();
    if (heads.isEmpty()) {
      throw ApiProblem.of(
          ErrorCode.SERVICE_UNAVAILABLE, "no log is open here; /health/ready says why");
    }
    SignedLedger signed = signer.signed();
    return heads.stream().map(head -> LogRoot.of(head, signed.log(head.partition()))).toList();
  }

  /** One entry as it was hashed. */
  @Get("/entries/{partition}/{index}")
  LogEntry entry(int partition, long index) throws IOException {
    return log(partition)
        .read(index)
        .map(LogEntry::of)
        .orElseThrow(
            () -> ApiProblem.of(ErrorCode.NOT_FOUND, "the log has no entry with that index"));
  }

  /** By default up to the last checkpoint; never beyond, because only that much is promised. */
  @Get("/consistency{?partition,from,to}")
  ConsistencyProof consistency(
      @QueryValue(defaultValue = "0") int partition,
      @QueryValue long from,
      @QueryValue @Nullable Long to)
      throws IOException {
    LedgerLog log = log(partition);
    long signed = signer.signed().log(partition).map(each -> each.checkpoint().size()).orElse(0L);
    long last = to == null ? signed : to;
    if (from < 0 || from > last || last > signed) {
      throw ApiProblem.of(
          ErrorCode.VALIDATION_ERROR, "from and to are in order and at most the signed size");
    }
    return new ConsistencyProof(
        partition,
        from,
        last,
        log.root(from).hex(),
        log.root(last).hex(),
        MerkleTree.consistency(log.nodes(), from, last).stream().map(Hash::hex).toList());
  }

  /** Not in full: what is open now against what was signed last. */
  @Get("/integrity{?full}")
  Integrity integrity(@QueryValue(defaultValue = "false") boolean full) throws IOException {
    return full ? readAll() : compareWithSigned();
  }

  private Integrity compareWithSigned() throws IOException {
    List<Integrity.LogIntegrity> each = new ArrayList<>();
    for (LedgerLog log : logs.all()) {
      Head head = log.head();
      boolean same =
          signer.signed().log(head.partition()).stream()
              .map(SignedLedger.SignedLog::checkpoint)
              .allMatch(stated -> isThere(log, stated));
      each.add(
          new Integrity.LogIntegrity(
              head.partition(), head.size(), log.root(head.size()).hex(), same));
    }
    boolean intact = each.stream().allMatch(Integrity.LogIntegrity::intact);
    return new Integrity(
        intact && failStop.because().isEmpty(), false, each, failStop.because().orElse(null));
  }

  private static boolean isThere(LedgerLog log, Checkpoint stated) {
    try {
      return stated.size() <= log.head().size() && log.root(stated.size()).equals(stated.root());
    } catch (IOException unreadable) {
      return false;
    }
  }

  private Integrity readAll() throws IOException {
    LedgerReport report =
        whole
            .run()
            .orElseThrow(
                () ->
                    ApiProblem.retryLater(
                        ErrorCode.SERVICE_UNAVAILABLE,
                        "the ledger is being read already",
                        Duration.ofSeconds(5)));
    List<Integrity.LogIntegrity> each =
        report.partitions().stream()
            .map(
                log ->
                    new Integrity.LogIntegrity(
                        log.partition(),
                        log.entries(),
                        log.root().hex(),
                        log instanceof PartitionReport.Intact))
            .toList();
    return new Integrity(report.intact(), true, each, failStop.because().orElse(null));
  }

  private LedgerLog log(int partition) {
    return logs.of(partition)
        .orElseThrow(
            () -> ApiProblem.of(ErrorCode.NOT_FOUND, "this instance has no log of that partition"));
  }
}
