package dev.mneme.cli;

import dev.mneme.ledger.checkpoint.Checkpoint;
import dev.mneme.ledger.checkpoint.CombinedCheckpoint;
import dev.mneme.ledger.format.Segment;
import dev.mneme.ledger.note.NoteVerifier;
import dev.mneme.ledger.note.SignedNote;
import dev.mneme.ledger.verify.TileSource;
import dev.mneme.ledger.verify.TileSources;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tiles of a ledger, log by log.
 *
 * @param stated what the combined checkpoint says of each log
 */
record LedgerTiles(Map<Integer, TileSource> logs, List<Checkpoint> stated) {

  private static final Duration CONNECT = Duration.ofSeconds(3);

  static HttpClient client() {
    return HttpClient.newBuilder().connectTimeout(CONNECT).build();
  }

  /**
   * Those that the combined checkpoint at an address names.
   *
   * @param url ends with /v1/ledger
   * @param save where a copy of each file that is read is left; null for nowhere
   * @param asked what to send for authorization, empty for nothing
   */
  static LedgerTiles overHttp(
      HttpClient http,
      String url,
      @Nullable Path save,
      List<NoteVerifier> trusted,
      Supplier<String> asked)
      throws IOException, CommandFailure {
    List<Checkpoint> stated = combined(kept(TileSources.url(http, url, asked), save), url, trusted);
    Map<Integer, TileSource> logs = new LinkedHashMap<>();
    for (Checkpoint each : stated) {
      String partition = Integer.toString(each.partition());
      logs.put(
          each.partition(),
          kept(
              TileSources.url(http, url + "/logs/" + partition, asked),
              save == null ? null : save.resolve(partition)));
    }
    return new LedgerTiles(logs, stated);
  }

  private static TileSource kept(TileSource source, @Nullable Path folder) {
    return folder == null ? source : TileSources.saved(source, folder);
  }

  /** Every log that has a folder of tiles in this one. */
  static Map<Integer, TileSource> logsIn(Path folder) throws IOException, CommandFailure {
    Map<Integer, TileSource> logs = new LinkedHashMap<>();
    for (int partition : Segment.partitions(AuditCommand.existing(folder))) {
      logs.put(partition, TileSources.folder(folder.resolve(Integer.toString(partition))));
    }
    return logs;
  }

  /**
   * What the combined checkpoint says of each log.
   *
   * @param where it is, for whoever reads what is wrong with it
   */
  static List<Checkpoint> combined(TileSource ledger, String where, List<NoteVerifier> trusted)
      throws IOException, CommandFailure {
    try {
      SignedNote note =
          SignedNote.parse(new String(ledger.get("checkpoint"), StandardCharsets.UTF_8));
      if (note.signedBy(trusted).isEmpty()) {
        throw new CommandFailure(
            "The checkpoint at %s is signed by none of the keys that were named".formatted(where));
      }
      return CombinedCheckpoint.parse(note.text()).logs();
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          "What %s says is no checkpoint: %s".formatted(where, e.getMessage()), e);
    }
  }
}
