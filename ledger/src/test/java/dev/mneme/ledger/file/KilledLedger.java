package dev.mneme.ledger.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mneme.ledger.CommittedRecord;
import dev.mneme.ledger.LedgerLog;
import dev.mneme.ledger.checkpoint.Checkpoint;
import dev.mneme.ledger.note.NoteSigner;
import dev.mneme.ledger.note.SignatureKind;
import dev.mneme.ledger.sign.CheckpointSigner;
import dev.mneme.ledger.sign.SignedLedger;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A process that appends, signs and publishes, and halts before the n-th thing it asks of the disk
 * or tells the world, as if it had been killed: nothing is closed, nothing is flushed.
 */
final class KilledLedger {
  static final String NAME = "example.com/audit";
  static final NoteSigner KEY = NoteSigner.of(NAME, SignatureKind.LOG, new byte[32]);
  static final int PARTITIONS = 2;
  static final int SEGMENT = 16;
  static final int KILLED = 137;
  private static final int BATCH = 5;

  private KilledLedger() {}

  /** The topic: a function of partition and number, so that any process sees the same one. */
  static CommittedRecord record(int partition, int number) {
    byte[] value = ("event %d of %d".formatted(number, partition)).getBytes(UTF_8);
    return new CommittedRecord(3L * number, 1_700_000_000_000L + number, null, value);
  }

  /** Folder, file of what was published, steps until the halt, entries a partition shall have. */
  public static void main(String[] args) throws IOException {
    Path published = Path.of(args[1]);
    HaltingDisk disk = new HaltingDisk(Integer.parseInt(args[2]));
    int enough = Integer.parseInt(args[3]);
    try (FileLedger ledger = FileLedger.open(Path.of(args[0]), disk, SEGMENT, _ -> {})) {
      CheckpointSigner signer = CheckpointSigner.open(NAME, KEY, List.of(), ledger.checkpoints());
      List<LedgerLog> logs = new ArrayList<>();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        LedgerLog log = ledger.open(partition);
        signer.admit(log);
        logs.add(log);
      }
      while (logs.stream().anyMatch(log -> log.head().size() < enough)) {
        for (LedgerLog log : logs) {
          append(log, enough);
        }
        disk.step();
        Optional<SignedLedger> signed = signer.sign(logs);
        disk.step();
        if (signed.isPresent()) {
          publish(published, signed.get());
        }
      }
    }
  }

  private static void append(LedgerLog log, int enough) throws IOException {
    int number = (int) (log.head().nextOffset() + 2) / 3;
    List<CommittedRecord> batch = new ArrayList<>();
    while (batch.size() < BATCH && number < enough) {
      batch.add(record(log.head().partition(), number++));
    }
    log.append(batch);
  }

  private static void publish(Path published, SignedLedger signed) throws IOException {
    for (int partition : signed.partitions()) {
      Checkpoint each = signed.log(partition).orElseThrow().checkpoint();
      Files.writeString(
          published,
          "%d %d %s%n".formatted(partition, each.size(), each.root()),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  /** Halts before a step, or in the middle of a write. */
  private static final class HaltingDisk implements Disk {
    private final Disk real = Disk.real();
    private int left;

    HaltingDisk(int left) {
      this.left = left;
    }

    void step() {
      if (--left < 0) {
        Runtime.getRuntime().halt(KILLED);
      }
    }

    @Override
    public WritableFile open(Path path) throws IOException {
      step();
      WritableFile file = real.open(path);
      return new WritableFile() {

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
          step();
          if (left == 0) {
            file.write(bytes.slice(bytes.position(), bytes.remaining() / 2), position);
            Runtime.getRuntime().halt(KILLED);
          }
          file.write(bytes, position);
        }

        @Override
        public void read(ByteBuffer into, long position) throws IOException {
          step();
          file.read(into, position);
        }

        @Override
        public void truncate(long length) throws IOException {
          step();
          file.truncate(length);
        }

        @Override
        public void force() throws IOException {
          step();
          file.force();
        }

        @Override
        public void close() throws IOException {
          file.close();
        }
      };
    }

    @Override
    public void forceNames(Path folder) throws IOException {
      step();
      real.forceNames(folder);
    }
  }
}
