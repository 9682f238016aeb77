package dev.mneme.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.mneme.ledger.CommittedRecord;
import dev.mneme.ledger.LedgerLog;
import dev.mneme.ledger.StoredEntry;
import dev.mneme.ledger.file.FileLedger;
import dev.mneme.ledger.merkle.MerkleTree;
import dev.mneme.ledger.note.NoteSigner;
import dev.mneme.ledger.note.SignatureKind;
import dev.mneme.ledger.once.SeenIds;
import dev.mneme.ledger.sign.CheckpointSigner;
import dev.mneme.ledger.verify.LedgerReport;
import dev.mneme.ledger.verify.LedgerVerifier;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What the height of a ledger costs: start, heap and proofs at growing heights, and how fast
 * entries become durable and are verified, beside a loop that only hashes the same bytes.
 */
public final class LedgerScale {
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
  private static final int BATCH = 1000;
  private static final int VALUE = 220;
  private static final int PROOFS = 500;
  private static final Duration SIGN_EVERY = Duration.ofMillis(50);
  private static final NoteSigner KEY =
      NoteSigner.of("benchmark/audit", SignatureKind.LOG, new byte[32]);

  private LedgerScale() {}

  /** Heights to stop at, ascending; 100 000, 1 000 000 and 5 000 000 by default. */
  public static void main(String[] args) throws Exception {
    List<Long> heights =
        args.length == 0
            ? List.of(100_000L, 1_000_000L, 5_000_000L)
            : Stream.of(args).map(Long::valueOf).toList();
    Path folder = Files.createTempDirectory("ledger-scale");
    try {
      System.out.printf("hashing alone: %,.0f entries/s%n", hashing());
      for (long height : heights) {
        grow(folder, height);
        start(folder, height);
      }
      long cpuBegun = CPU.getCurrentThreadCpuTime();
      LedgerReport report = LedgerVerifier.verify(folder.resolve("ledger"));
      System.out.printf(
          "verified %,d entries, intact %s: %,.0f entries/s, %.1f us of processor each%n",
          report.entries(),
          report.intact(),
          report.entriesPerSecond(),
          (CPU.getCurrentThreadCpuTime() - cpuBegun) / 1e3 / report.entries());
    } finally {
      delete(folder);
    }
  }

  private static void grow(Path folder, long height) throws IOException {
    SplittableRandom random = new SplittableRandom(height);
    try (FileLedger ledger = FileLedger.open(folder.resolve("ledger"), _ -> {})) {
      CheckpointSigner signer =
          CheckpointSigner.open("benchmark/audit", KEY, List.of(), ledger.checkpoints());
      LedgerLog log = ledger.open(0);
      SeenIds seen = SeenIds.of(log, folder.resolve("ids"));
      long from = log.head().size();
      long begun = System.nanoTime();
      long cpuBegun = CPU.getCurrentThreadCpuTime();
      long signedAt = begun;
      int signatures = 0;
      while (log.head().size() < height) {
        List<CommittedRecord> batch = new ArrayList<>(BATCH);
        long offset = log.head().nextOffset();
        for (long i = 0; i < Math.min(BATCH, height - log.head().size()); i++) {
          UUID id = new UUID(random.nextLong(), random.nextLong());
          if (!seen.contains(id)) {
            batch.add(new CommittedRecord(offset++, 1_700_000_000_000L, null, value(id)));
          }
        }
        for (StoredEntry stored : log.append(batch)) {
          seen.add(stored);
        }
        if (System.nanoTime() - signedAt > SIGN_EVERY.toNanos()) {
          signer.sign(List.of(log));
          signedAt = System.nanoTime();
          signatures++;
        }
      }
      signer.sign(List.of(log));
      double seconds = (System.nanoTime() - begun) / 1e9;
      double cpu = (CPU.getCurrentThreadCpuTime() - cpuBegun) / 1e3 / (height - from);
      System.out.printf(
          "%,d entries: %,.0f durable entries/s (read back, chain, tree, ids, %d signatures), %.1f"
              + " us of processor each%n",
          height, (height - from) / seconds, signatures, cpu);
    }
  }

  private static void start(Path folder, long height) throws IOException {
    long begun = System.nanoTime();
    long cpuBegun = CPU.getCurrentThreadCpuTime();
    try (FileLedger ledger = FileLedger.open(folder.resolve("ledger"), _ -> {})) {
      CheckpointSigner signer =
          CheckpointSigner.open("benchmark/audit", KEY, List.of(), ledger.checkpoints());
      LedgerLog log = ledger.open(0);
      signer.admit(log);
      SeenIds seen = SeenIds.of(log, folder.resolve("ids"));
      double millis = (System.nanoTime() - begun) / 1e6;
      double cpu = (CPU.getCurrentThreadCpuTime() - cpuBegun) / 1e6;
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      long heap = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
      System.out.printf(
          "%,d entries: start %.0f ms (%.0f ms of processor) for %,d entries in the last segment;"
              + " heap %d MB of %d MB; a proof %.2f ms%n",
          height,
          millis,
          cpu,
          seen.count() % 65536,
          heap,
          runtime.maxMemory() >> 20,
          proof(log, height));
    }
  }

  private static double proof(LedgerLog log, long height) throws IOException {
    Random random = new Random(1);
    long begun = System.nanoTime();
    for (int i = 0; i < PROOFS; i++) {
      MerkleTree.inclusion(log.nodes(), random.nextLong(height), height);
    }
    return (System.nanoTime() - begun) / 1e6 / PROOFS;
  }

  private static byte[] value(UUID id) {
    return ByteBuffer.allocate(VALUE)
        .put((byte) 0)
        .putInt(7)
        .put((byte) 0x48)
        .put(id.toString().getBytes(US_ASCII))
        .array();
  }

  /** One leaf hash for each entry: the least that anybody does who wants to prove anything. */
  private static double hashing() throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] bytes = new byte[VALUE + 40];
    int count = 2_000_000;
    long begun = 0;
    for (int i = -count / 2; i < count; i++) {
      if (i == 0) {
        begun = System.nanoTime();
      }
      bytes[i & 127]++;
      digest.digest(bytes);
    }
    return count * 1e9 / (System.nanoTime() - begun);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
