package dev.mneme.cli;

import dev.mneme.ledger.checkpoint.Checkpoint;
import dev.mneme.ledger.note.NoteSigner;
import dev.mneme.ledger.note.NoteVerifier;
import dev.mneme.ledger.note.SignatureKind;
import dev.mneme.ledger.note.SignedNote;
import dev.mneme.ledger.verify.TileSource;
import dev.mneme.ledger.witness.View;
import dev.mneme.ledger.witness.Witness;
import dev.mneme.stack.PartName;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Watches a ledger from outside and puts its name to what it saw. */
@Command(
    name = "witness",
    description = {
      "Cosign the checkpoints of a ledger, each only when it continues the last one cosigned.",
      "The witness keeps its key and its last view of each log in a folder of its own; cosigned"
          + " checkpoints are left there, too. Exit code 1 as soon as a log is not consistent."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mneme audit witness --state /var/lib/witness --once",
      "  mneme audit witness --url http://ledger:4102/v1/ledger --key"
          + " mneme.local/audit+1b2c3d4e+AQ… --state w"
    })
final class WitnessCommand extends StackCommand {

  @Mixin private LedgerKeys keys = new LedgerKeys();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The ledger, ending with /v1/ledger (default: that of the running stack).")
  private @Nullable String url;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      required = true,
      description = "Where the witness keeps its key and what it saw.")
  private Path state = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "mneme.local/witness",
      description = "The name it cosigns under (default ${DEFAULT-VALUE}).")
  private String name = "";

  @Option(names = "--once", description = "Look once and end.")
  private boolean once;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "Seconds between two looks (default ${DEFAULT-VALUE}).")
  private int every;

  @Override
  public Integer call() throws CommandFailure, IOException, InterruptedException {
    String ledger = url == null ? running().ports().http(PartName.AUDIT_SINK) + "/v1/ledger" : url;
    List<NoteVerifier> trusted = keys.required(secrets());
    Supplier<String> asked = LedgerKeys.authorization(this);
    NoteSigner key = key();
    Witness witness = new Witness(key, trusted, new View(state));
    output.progress("  cosigning as " + key.verifier());
    try (HttpClient http = LedgerTiles.client()) {
      while (true) {
        try {
          List<Map<String, Object>> rows =
              look(witness, LedgerTiles.overHttp(http, ledger, null, trusted, asked));
          boolean refused = rows.stream().anyMatch(row -> row.containsKey("because"));
          if (once || refused) {
            output.document(Map.of("consistent", !refused, "logs", rows), text(rows));
            return refused ? FAILED : DONE;
          }
        } catch (IOException away) {
          // Its view is kept: what it cannot see now it will hold against that later.
          if (once) {
            throw away;
          }
          output.progress("  cannot look now, trying again: " + away.getMessage());
        }
        Thread.sleep(Duration.ofSeconds(every));
      }
    }
  }

  private static List<Map<String, Object>> look(Witness witness, LedgerTiles ledger)
      throws IOException {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map.Entry<Integer, TileSource> log : ledger.logs().entrySet()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("partition", log.getKey());
      switch (witness.look(log.getValue(), Instant.now())) {
        case Witness.Verdict.Cosigned(Checkpoint checkpoint, SignedNote _) -> {
          row.put("size", checkpoint.size());
          row.put("verdict", "cosigned");
        }
        case Witness.Verdict.Unchanged(Checkpoint checkpoint, SignedNote _) -> {
          row.put("size", checkpoint.size());
          row.put("verdict", "unchanged");
        }
        case Witness.Verdict.Refused(String because) -> {
          row.put("verdict", "refused");
          row.put("because", because);
        }
      }
      rows.add(row);
    }
    return rows;
  }

  private NoteSigner key() throws IOException {
    Path file = state.resolve("witness.key");
    if (!Files.exists(file)) {
      Files.createDirectories(state);
      byte[] seed = new byte[32];
      new SecureRandom().nextBytes(seed);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, Base64.getEncoder().encodeToString(seed));
    }
    return NoteSigner.of(
        name,
        SignatureKind.COSIGNATURE,
        Base64.getDecoder().decode(Files.readString(file).strip()));
  }

  private static String text(List<Map<String, Object>> rows) {
    Table table = new Table("PARTITION", "SIZE", "");
    for (Map<String, Object> row : rows) {
      table.row(
          String.valueOf(row.get("partition")),
          String.valueOf(row.getOrDefault("size", "")),
          String.valueOf(row.getOrDefault("because", row.get("verdict"))));
    }
    return table.toString();
  }
}
