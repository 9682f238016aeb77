package dev.mneme.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.ledger.checkpoint.Checkpoint;
import dev.mneme.ledger.checkpoint.CombinedCheckpoint;
import dev.mneme.ledger.file.FileLedger;
import dev.mneme.ledger.format.LedgerHashes;
import dev.mneme.ledger.format.Segment;
import dev.mneme.ledger.merkle.MerkleTree;
import dev.mneme.ledger.note.NoteSigner;
import dev.mneme.ledger.note.SignatureKind;
import dev.mneme.ledger.receipt.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vector in the format's document is what the ledger writes. */
class LedgerFormatDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "ledger-format.md");
  private static final int PARTITION = 2;
  private static final String NAME = "example.com/audit";
  private static final NoteSigner KEY = NoteSigner.of(NAME, SignatureKind.LOG, new byte[32]);

  @TempDir Path folder;

  @Test
  void shouldWriteTheBytesOfTheDocument() throws IOException {
    // Given
    byte[] tooLong = new byte[32769];
    Arrays.fill(tooLong, (byte) 0xab);
    byte[] first = HexFormat.of().parseHex("000000000168656c6c6f");
    List<CommittedRecord> records =
        List.of(
            new CommittedRecord(5, 1_700_000_000_000L, "9f86d081".getBytes(US_ASCII), first),
            new CommittedRecord(7, 1_700_000_000_001L, null, new byte[0]),
            new CommittedRecord(8, 1_700_000_000_002L, "k".getBytes(US_ASCII), null),
            new CommittedRecord(11, 1_700_000_000_003L, "k".getBytes(US_ASCII), tooLong));

    // When
    Map<String, String> written = new LinkedHashMap<>();
    written.put("chain before entry 0", LedgerHashes.empty(PARTITION).hex());
    try (FileLedger ledger = FileLedger.open(folder, _ -> {});
        LedgerLog log = ledger.open(PARTITION)) {
      log.append(records);
      for (int i = 0; i < records.size(); i++) {
        StoredEntry stored = log.read(i).orElseThrow();
        written.put("entry " + i, HexFormat.of().formatHex(stored.encoded()));
        written.put("leaf " + i, stored.leaf().hex());
        written.put("chain " + i, stored.chain().hex());
        written.put("root of " + (i + 1), log.root(i + 1L).hex());
      }
      Checkpoint checkpoint = Checkpoint.of(NAME, PARTITION, 4, log.root(4), log.head().hash());
      written.put("verifier key", KEY.verifier().toString());
      written.put("checkpoint", escaped(KEY.sign(checkpoint.text()).toString()));
      written.put(
          "combined",
          escaped(KEY.sign(new CombinedCheckpoint(NAME, List.of(checkpoint)).text()).toString()));
      Receipt receipt =
          new Receipt(
              log.read(2).orElseThrow().encoded(),
              2,
              MerkleTree.inclusion(log.nodes(), 2, 4),
              KEY.sign(checkpoint.text()));
      written.put("receipt of entry 2", escaped(receipt.toString()));
    }
    Segment segment = Segment.at(folder, PARTITION, 0);
    written.put("log file", HexFormat.of().formatHex(Files.readAllBytes(segment.log())));
    written.put(
        "positions file", HexFormat.of().formatHex(Files.readAllBytes(segment.positions())));

    // Then
    assertThat(written).isEqualTo(vector());
  }

  /** On one line, as the document has it. */
  private static String escaped(String lines) {
    return lines.replace("\n", "\\n");
  }

  private static Map<String, String> vector() throws IOException {
    Map<String, String> vector = new LinkedHashMap<>();
    Files.readAllLines(DOCUMENT).stream()
        .dropWhile(line -> !line.equals("```vector"))
        .skip(1)
        .takeWhile(line -> !line.equals("```"))
        .map(line -> line.split(" = ", 2))
        .forEach(pair -> vector.put(pair[0], pair[1]));
    return vector;
  }
}
