package dev.mneme.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Records as a transactional producer leaves them, and what a folder holds. */
public final class Samples {
  private Samples() {}

  /** Records whose offsets have gaps, as markers leave them; some without key or value. */
  public static List<CommittedRecord> records(int count, long seed) {
    Random random = new Random(seed);
    List<CommittedRecord> records = new ArrayList<>();
    long offset = 0;
    for (int i = 0; i < count; i++) {
      offset += random.nextInt(3);
      byte[] key = random.nextInt(10) == 0 ? null : ("subject-" + random.nextInt()).getBytes(UTF_8);
      byte[] value = random.nextInt(20) == 0 ? null : new byte[1 + random.nextInt(60)];
      if (value != null) {
        random.nextBytes(value);
      }
      records.add(new CommittedRecord(offset++, 1_700_000_000_000L + i, key, value));
    }
    return records;
  }

  public static void fill(LedgerStore store, int partition, List<CommittedRecord> records)
      throws IOException {
    try (LedgerLog log = store.open(partition)) {
      log.append(records);
    }
  }

  /** Every file under a folder by its relative name, except the lock, as hexadecimal digits. */
  public static TreeMap<String, String> files(Path folder) throws IOException {
    TreeMap<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        if (!path.endsWith("lock")) {
          files.put(
              folder.relativize(path).toString(),
              java.util.HexFormat.of().formatHex(Files.readAllBytes(path)));
        }
      }
    }
    return files;
  }

  public static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
