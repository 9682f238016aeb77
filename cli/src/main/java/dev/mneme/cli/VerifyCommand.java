package dev.mneme.cli;

import dev.mneme.ledger.checkpoint.Checkpoint;
import dev.mneme.ledger.note.NoteVerifier;
import dev.mneme.ledger.verify.LedgerReport;
import dev.mneme.ledger.verify.LedgerVerifier;
import dev.mneme.ledger.verify.TileSource;
import dev.mneme.ledger.verify.TileSources;
import dev.mneme.ledger.verify.TilesReport;
import dev.mneme.ledger.verify.TilesVerifier;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks the whole ledger, from wherever one can get it. */
@Command(
    name = "verify",
    description = {
      "Check every entry of the ledger against chain, Merkle tree and signed checkpoint, and name"
          + " the first bad one.",
      "From the ledger's folder (no service is asked, and it may be in use), from its tiles, or by"
          + " building it from the topic once more."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mneme audit verify",
      "  mneme audit verify --ledger /backup/ledger --output json",
      "  mneme audit verify --url http://127.0.0.1:4102/v1/ledger --save /backup/tiles",
      "  mneme audit verify --tiles /backup/tiles --key mneme.local/audit+1b2c3d4e+AQ…",
      "  mneme audit verify --topic"
    })
final class VerifyCommand extends StackCommand {

  @Mixin private LedgerKeys keys = new LedgerKeys();

  /** Where it is read from. */
  static final class From extends LedgerSource {

    @Option(
        names = "--topic",
        description = "The topic of the running stack, against the ledger's signed checkpoint.")
    private boolean topic;
  }

  @ArgGroup private @Nullable From from;

  @Option(
      names = "--save",
      paramLabel = "DIR",
      description = "With --url: leave every tile there, in the layout of C2SP tlog-tiles.")
  private @Nullable Path save;

  @Override
  public Integer call() throws CommandFailure, IOException {
    From source = from == null ? new From() : from;
    if (source.url().isPresent()) {
      return overHttp(source.url().get());
    }
    if (source.tiles().isPresent()) {
      return inFolder(source.tiles().get());
    }
    return source.topic ? topic() : folder(source.folder(this));
  }

  private int folder(Path folder) throws CommandFailure, IOException {
    LedgerReport report =
        new LedgerVerifier(
                keys.orNone(secrets()),
                entries -> output.progress("  %d entries".formatted(entries)))
            .check(folder);
    output.document(LedgerText.document(folder, report), LedgerText.text(report));
    return report.intact() ? DONE : FAILED;
  }

  private int overHttp(String url) throws CommandFailure, IOException {
    List<NoteVerifier> trusted = keys.required(secrets());
    try (HttpClient http = LedgerTiles.client()) {
      return tiles(
          LedgerTiles.overHttp(http, url, save, trusted, LedgerKeys.authorization(this)), trusted);
    }
  }

  private int inFolder(Path folder) throws CommandFailure, IOException {
    Map<Integer, TileSource> logs = LedgerTiles.logsIn(folder);
    List<NoteVerifier> trusted = keys.required(secrets());
    // a folder of one log's tiles alone has no checkpoint over all
    List<Checkpoint> stated =
        Files.exists(folder.resolve("checkpoint"))
            ? LedgerTiles.combined(TileSources.folder(folder), folder.toString(), trusted)
            : List.of();
    return tiles(new LedgerTiles(logs, stated), trusted);
  }

  private int tiles(LedgerTiles ledger, List<NoteVerifier> trusted)
      throws CommandFailure, IOException {
    List<TilesReport> reports = new ArrayList<>();
    for (Checkpoint stated : ledger.stated()) {
      if (!ledger.logs().containsKey(stated.partition())) {
        throw new CommandFailure(
            "The combined checkpoint states a log %d, which is not there"
                .formatted(stated.partition()));
      }
    }
    for (Map.Entry<Integer, TileSource> log : ledger.logs().entrySet()) {
      try {
        reports.add(
            TilesVerifier.verify(
                log.getValue(),
                trusted,
                ledger.stated().stream()
                    .filter(each -> each.partition() == log.getKey())
                    .findFirst(),
                entries -> output.progress("  %d entries".formatted(entries))));
      } catch (IllegalArgumentException e) {
        throw new CommandFailure("A log cannot be verified: " + e.getMessage(), e);
      }
    }
    output.document(LedgerText.document(reports), LedgerText.text(reports));
    return reports.stream().allMatch(TilesReport::intact) ? DONE : FAILED;
  }

  private int topic() throws CommandFailure, IOException {
    Path folder = AuditCommand.existing(layout().ledger());
    List<Checkpoint> signed =
        LedgerTiles.combined(
            TileSources.folder(folder), folder.toString(), keys.required(secrets()));
    long begun = System.nanoTime();
    Map<Integer, TopicVerifier.Log> logs;
    try (Consumer<byte[], byte[]> kafka = Brokers.consumer(running().ports())) {
      logs =
          TopicVerifier.verify(
              kafka, signed, records -> output.progress("  %d records".formatted(records)));
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    output.document(LedgerText.document(logs), LedgerText.text(logs, took));
    return logs.values().stream().allMatch(log -> log.problem().isEmpty()) ? DONE : FAILED;
  }
}
