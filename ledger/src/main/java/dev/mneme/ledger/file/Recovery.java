package dev.mneme.ledger.file;

import dev.mneme.ledger.Head;
import dev.mneme.ledger.LedgerDamagedException;
import dev.mneme.ledger.StoredEntry;
import dev.mneme.ledger.format.Finding;
import dev.mneme.ledger.format.Segment;
import dev.mneme.ledger.merkle.TreeEdge;
import dev.mneme.ledger.scan.PartitionScan;
import dev.mneme.ledger.scan.ScanStep;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final Path ledger;
  private final int partition;
  private final TileFiles tiles;
  private final Consumer<CutBack> cutBacks;
  private @Nullable Segment segment;
  private long firstIndex;
  private long end;
  private final List<Long> starts = new ArrayList<>();

  Recovery(Disk disk, Path ledger, int partition, Consumer<CutBack> cutBacks) {
    this.disk = disk;
    this.ledger = ledger;
    this.partition = partition;
    this.tiles = new TileFiles(disk, Segment.folder(ledger, partition));
    this.cutBacks = cutBacks;
  }

  record Recovered(Head head, TreeEdge tree, TileFiles tiles, SegmentWriter writer) {}

  Recovered recover() throws IOException {
    List<Segment> segments = Segment.of(ledger, partition);
    Map<Long, Segment> byFirst = new HashMap<>();
    segments.forEach(each -> byFirst.put(each.first(), each));
    try (PartitionScan scan = begin(segments)) {
      while (true) {
        switch (scan.next()) {
          case ScanStep.Met met -> {
            note(met);
            Segment following = byFirst.get(scan.size());
            if (following != null) {
              EdgeFile.write(disk, following, scan.tree());
            }
          }
          case ScanStep.Damaged(Finding finding) -> throw new LedgerDamagedException(finding);
          case ScanStep.End tail -> {
            Head head = new Head(partition, scan.size(), scan.head(), scan.nextOffset());
            return new Recovered(head, scan.tree(), tiles, finish(tail, head, scan.tree()));
          }
        }
      }
    }
  }

  /**
   * A scan of the last segment when all that was derived from the ones before is there, and of
   * everything when not: a start takes as long as one segment, whatever the height. What is before
   * is bound by the last segment's header, which holds chain and root; whether it is whole is for
   * {@link dev.mneme.ledger.verify.LedgerVerifier} to say.
   */
  private PartitionScan begin(List<Segment> segments) throws IOException {
    if (segments.size() > 1 && sealed(segments)) {
      Segment last = segments.getLast();
      Optional<TreeEdge> edge = EdgeFile.read(last);
      if (edge.isPresent() && tiles.complete(last.first())) {
        try {
          StoredEntry before =
              SegmentLookup.entries(
                      segments.get(segments.size() - 2), partition, last.first() - 1, 1)
                  .getFirst();
          return PartitionScan.resume(ledger, last, before, edge.get(), tiles);
        } catch (EOFException endsBefore) {
          return PartitionScan.open(ledger, partition, tiles); // which says what is missing
        }
      }
    }
    return PartitionScan.open(ledger, partition, tiles);
  }

  /**
   * Whether every segment but the last has all its slots, ends with its last entry, and the next
   * begins after it. Three looks for a segment.
   */
  private static boolean sealed(List<Segment> segments) throws IOException {
    for (int i = 0; i + 1 < segments.size(); i++) {
      Segment each = segments.get(i);
      long entries = segments.get(i + 1).first() - each.first();
      if (!Files.exists(each.positions())
          || Files.size(each.positions()) != entries * Segment.SLOT
          || !SegmentLookup.endsWithEntry(each, entries - 1)) {
        return false;
      }
    }
    return segments.getFirst().first() == 0;
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

  private SegmentWriter finish(ScanStep.End tail, Head head, TreeEdge tree) throws IOException {
    reinforce();
    Segment last = tail.segment();
    if (!Files.exists(last.log())) {
      return SegmentWriter.create(disk, last, head.partition(), head.hash(), tree.root());
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
