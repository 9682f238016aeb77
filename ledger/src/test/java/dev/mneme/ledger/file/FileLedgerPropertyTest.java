package dev.mneme.ledger.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.ledger.CommittedRecord;
import dev.mneme.ledger.LedgerDamagedException;
import dev.mneme.ledger.LedgerLog;
import dev.mneme.ledger.Samples;
import dev.mneme.ledger.format.Finding;
import dev.mneme.ledger.format.Segment;
import dev.mneme.ledger.scan.PartitionScan;
import dev.mneme.ledger.scan.ScanStep;
import dev.mneme.ledger.verify.LedgerReport;
import dev.mneme.ledger.verify.LedgerVerifier;
import dev.mneme.ledger.verify.PartitionReport;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

class FileLedgerPropertyTest {
  private static final int SEGMENT = 5;

  private Path folder = Path.of("");
  private final FaultyDisk disk = new FaultyDisk();
  private final List<CutBack> cutBacks = new ArrayList<>();

  @BeforeTry
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("ledger");
    cutBacks.clear();
    disk.syncsToNothing = true;
  }

  @AfterTry
  void removeFolder() throws IOException {
    Samples.delete(folder);
  }

  @Property(tries = 800)
  void shouldCatchAnyChangedByteAtItsEntry(
      @ForAll @IntRange(min = 1, max = 18) int entries,
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 100_000) int place,
      @ForAll @IntRange(min = 1, max = 255) int change)
      throws IOException {
    // Given
    fill(entries, seed);
    List<Region> regions = regions();
    Region region = regions.get(place % regions.size());
    long position = region.begin + place % (region.end - region.begin);

    // When
    flip(region.file, position, change);

    // Then
    PartitionReport report = LedgerVerifier.verify(folder).partitions().getFirst();
    assertThat(report).isInstanceOf(PartitionReport.Broken.class);
    Finding finding = ((PartitionReport.Broken) report).finding();
    assertThat(finding.index()).isEqualTo(region.index);
    assertThat(finding.file()).isEqualTo(region.file);
    assertThat(finding.position()).isEqualTo(region.begin);
    // A start reads the last segment and the entry before it; the verifier reads all.
    if (region.index >= Segment.of(folder, 0).getLast().first() - 1) {
      assertRefused(region.index);
    }
  }

  @Property(tries = 700)
  void shouldNeverTakeATruncatedLogForAWholeOne(
      @ForAll @IntRange(min = 1, max = 18) int entries,
      @ForAll long seed,
      @ForAll @LongRange(min = 0, max = 100_000) long place)
      throws IOException {
    // Given
    fill(entries, seed);
    List<Segment> segments = Segment.of(folder, 0);
    Segment segment = segments.get((int) (place % segments.size()));
    long length = place % Files.size(segment.log());
    long whole =
        regions().stream()
            .filter(region -> region.file.equals(segment.log()) && region.begin >= Segment.HEADER)
            .filter(region -> region.end <= length)
            .count();

    // When
    truncate(segment.log(), length);

    // Then
    LedgerReport report = LedgerVerifier.verify(folder);
    assertThat(report.intact()).isFalse();
    assertThat(report.entries()).isEqualTo(segment.first() + whole);
    assertRefused(segment.first() + whole);
  }

  @Property(tries = 700)
  void shouldGoOnAfterACrashAnywhereInAnAppend(
      @ForAll @IntRange(min = 0, max = 18) int durable,
      @ForAll @IntRange(min = 1, max = 9) int torn,
      @ForAll long seed,
      @ForAll @LongRange(min = 0, max = 100_000) long place)
      throws IOException {
    // Given
    List<CommittedRecord> records = Samples.records(durable + torn, seed);
    fill(records.subList(0, durable));
    List<Segment> before = Segment.of(folder, 0);
    long committed = Files.size(before.getLast().log());
    long slots = Files.size(before.getLast().positions());
    fill(records.subList(durable, durable + torn));
    var expected = Samples.files(folder);
    crashIn(before, committed, slots, place);

    // When
    fill(List.of());
    PartitionReport reopened = LedgerVerifier.verify(folder).partitions().getFirst();
    fill(records);

    // Then
    assertThat(reopened).isInstanceOf(PartitionReport.Intact.class);
    assertThat(reopened.entries()).isBetween((long) durable, (long) durable + torn);
    assertThat(((PartitionReport.Intact) reopened).unfinished()).isZero();
    assertThat(Samples.files(folder)).isEqualTo(expected);
  }

  @Property(tries = 300)
  void shouldWriteTheSameFilesInWhateverBatches(
      @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 9) Integer> batches, @ForAll long seed)
      throws IOException {
    // Given
    int count = batches.stream().mapToInt(Integer::intValue).sum();
    List<CommittedRecord> records = Samples.records(count, seed);
    fill(records);
    var expected = Samples.files(folder);
    removeFolder();

    // When
    fill(List.of());
    int at = 0;
    for (int batch : batches) {
      fill(records.subList(at, at + batch));
      at += batch;
    }

    // Then
    assertThat(Samples.files(folder)).isEqualTo(expected);
  }

  /** Entry by entry: its frame and its slot; the header belongs to the first entry of a segment. */
  private record Region(Path file, long begin, long end, long index) {}

  private List<Region> regions() throws IOException {
    List<Region> regions = new ArrayList<>();
    try (PartitionScan scan = PartitionScan.open(folder, 0)) {
      while (scan.next() instanceof ScanStep.Met met) {
        Segment segment = met.segment();
        long index = met.entry().index();
        if (index == segment.first()) {
          regions.add(new Region(segment.log(), 0, Segment.HEADER, index));
        }
        regions.add(new Region(segment.log(), met.position(), met.end(), index));
        long slot = (index - segment.first()) * Segment.SLOT;
        regions.add(new Region(segment.positions(), slot, slot + Segment.SLOT, index));
      }
    }
    return regions;
  }

  private void fill(int entries, long seed) throws IOException {
    fill(Samples.records(entries, seed));
  }

  /** Appends what the log does not have yet, as a follower that starts over would. */
  private void fill(List<CommittedRecord> records) throws IOException {
    try (FileLedger ledger = FileLedger.open(folder, disk, SEGMENT, cutBacks::add);
        LedgerLog log = ledger.open(0)) {
      long next = log.head().nextOffset();
      log.append(records.stream().filter(record -> record.offset() >= next).toList());
    }
  }

  private void assertRefused(long index) throws IOException {
    try (FileLedger ledger = FileLedger.open(folder, disk, SEGMENT, cutBacks::add)) {
      assertThatThrownBy(() -> ledger.open(0))
          .isInstanceOfSatisfying(
              LedgerDamagedException.class,
              refused -> assertThat(refused.finding().index()).isEqualTo(index));
    }
    assertThat(cutBacks).isEmpty();
  }

  /** The files as a process that dies leaves them: written up to somewhere, nothing after it. */
  private void crashIn(List<Segment> before, long committed, long slots, long place)
      throws IOException {
    List<Segment> after = Segment.of(folder, 0);
    Segment last = before.getLast();
    int reached = before.size() - 1 + (int) (place % (after.size() - before.size() + 1));
    for (int i = reached + 1; i < after.size(); i++) {
      Files.delete(after.get(i).log());
      Files.delete(after.get(i).positions());
    }
    Segment torn = after.get(reached);
    long least = torn.equals(last) ? committed : Segment.HEADER;
    truncate(torn.log(), least + place % (Files.size(torn.log()) - least + 1));
    truncate(torn.positions(), torn.equals(last) ? slots : 0);
  }

  private static void truncate(Path file, long length) throws IOException {
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
      opened.setLength(length);
    }
  }

  private static void flip(Path file, long position, int change) throws IOException {
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
      opened.seek(position);
      int before = opened.read();
      opened.seek(position);
      opened.write(before ^ change);
    }
  }
}
