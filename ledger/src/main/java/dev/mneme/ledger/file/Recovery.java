package dev.mneme.ledger.file;

import dev.mneme.ledger.Head;
import dev.mneme.ledger.LedgerDamagedException;
import dev.mneme.ledger.format.Finding;
import dev.mneme.ledger.format.PartitionScan;
import dev.mneme.ledger.format.ScanStep;
import dev.mneme.ledger.format.Segment;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings the files of a partition into the state an append left or would have left: checks every
 * entry, cuts back what a crash left of one, and refuses everything else.
 *
 * <p>Whole entries without a slot were written, but perhaps never forced: a sync that failed may
 * have left pages that the system calls clean and the disk never saw. They are written over with
 * the same bytes and forced, before their slots say that they are durable.
 */
final class Recovery {
  private static final int CHUNK = 256 * 1024;

  private final Disk disk;
  private final Consumer<CutBack> cutBacks;
  private @Nullable Segment segment;
  private long firstIndex;
  private long end;
  private final List<Long> starts = new ArrayList<>();

  Recovery(Disk disk, Consumer<CutBack> cutBacks) {
    this.disk = disk;
    this.cutBacks = cutBacks;
  }

  record Recovered(Head head, SegmentWriter writer) {}

  Recovered recover(Path ledger, int partition) throws IOException {
    try (PartitionScan scan = PartitionScan.open(ledger, partition)) {
      while (true) {
        switch (scan.next()) {
          case ScanStep.Met met -> note(met);
          case ScanStep.Damaged(Finding finding) -> throw new LedgerDamagedException(finding);
          case ScanStep.End tail -> {
            Head head = new Head(partition, scan.size(), scan.head(), scan.nextOffset());
            return new Recovered(head, finish(tail, head));
          }
        }
      }
    }
  }

  private void note(ScanStep.Met met) throws IOException {
    if (met.slotted()) {
      return;
    }
    if (segment != null && !segment.equals(met.segment())) {
      reinforce();
    }
    if (starts.isEmpty()) {
      segment = met.segment();
      firstIndex = met.entry().index();
    }
    starts.add(met.position());
    end = met.end();
  }

  private SegmentWriter finish(ScanStep.End tail, Head head) throws IOException {
    reinforce();
    Segment last = tail.segment();
    if (!Files.exists(last.log())) {
      return SegmentWriter.create(disk, last, head.partition(), head.hash());
    }
    long count = head.size() - last.first();
    try (Disk.WritableFile positions = disk.open(last.positions())) {
      positions.truncate(count * Segment.SLOT);
    }
    if (tail.why() != null) {
      try (Disk.WritableFile log = disk.open(last.log())) {
        log.truncate(tail.position());
        log.force();
      }
      cutBacks.accept(new CutBack(head.partition(), head.size(), tail.unfinished(), tail.why()));
    }
    return new SegmentWriter(disk, last, count, tail.position());
  }

  private void reinforce() throws IOException {
    Segment weak = segment;
    if (weak == null || starts.isEmpty()) {
      return;
    }
    try (Disk.WritableFile log = disk.open(weak.log());
        Disk.WritableFile positions = disk.open(weak.positions())) {
      writeAgain(weak.log(), log);
      log.force();
      SegmentWriter.writeSlots(positions, firstIndex - weak.first(), starts);
      positions.force();
    }
    starts.clear();
  }

  private void writeAgain(Path path, Disk.WritableFile log) throws IOException {
    try (FileChannel in = FileChannel.open(path, StandardOpenOption.READ)) {
      long at = starts.getFirst();
      while (at < end) {
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, end - at));
        while (chunk.hasRemaining()) {
          if (in.read(chunk, at + chunk.position()) < 0) {
            throw new EOFException(path + " became shorter while it was read");
          }
        }
        log.write(chunk.flip(), at);
        at += chunk.limit();
      }
    }
  }
}
