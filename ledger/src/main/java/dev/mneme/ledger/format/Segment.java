package dev.mneme.ledger.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a ledger. Numbers are big-endian.
 *
 * <pre>
 * &lt;ledger&gt;/checkpoint                               the last signed statement over all logs
 * &lt;ledger&gt;/lock                                     locked by the one process that appends
 * &lt;ledger&gt;/&lt;partition&gt;/&lt;first index, 20 digits&gt;.log         the entries
 * &lt;ledger&gt;/&lt;partition&gt;/&lt;first index, 20 digits&gt;.positions   where they begin
 * &lt;ledger&gt;/&lt;partition&gt;/&lt;first index, 20 digits&gt;.edge        the tree before them
 * &lt;ledger&gt;/&lt;partition&gt;/tile/&lt;level&gt;/&lt;index&gt;                full tiles of level 1 and above
 *
 * log       = header frame*
 * header    = "MNEMELOG" u32 2 u32 partition u64 first index, 32 bytes root of the Merkle tree over
 *             all entries before the first, 32 bytes chain before it
 * frame     = u32 length of the entry, entry, 32 bytes chain of the entry
 * positions = ("MN" u48 where the frame begins in the log file)*
 * </pre>
 *
 * A segment holds 65536 entries (256 full tiles of a C2SP log), and the next is begun with the
 * entry that follows; so the files, like the entries, are a function of the topic.
 *
 * <p>The positions serve twice. They find an entry without reading those before it. And a slot is
 * written only after its entry was forced to disk: an entry with a slot was durable, and if it is
 * damaged or gone that is never the mark of a crash. Its two letters tell a slot from bytes that a
 * file system has lengthened a file with.
 *
 * @param first index of the first entry
 */
public record Segment(Path log, Path positions, long first) {
  public static final int ENTRIES = 65536;
  public static final int HEADER = 88;
  public static final int SLOT = Long.BYTES;

  private static final long SLOT_MARK = 0x4D4EL << 48;
  private static final byte[] MAGIC = "MNEMELOG".getBytes(US_ASCII);
  private static final int VERSION = 2;
  private static final Pattern NAME = Pattern.compile("([0-9]{20})\\.log");

  public static Segment at(Path ledger, int partition, long first) {
    String name = String.format(Locale.ROOT, "%020d", first);
    Path folder = folder(ledger, partition);
    return new Segment(folder.resolve(name + ".log"), folder.resolve(name + ".positions"), first);
  }

  /** The edge of the Merkle tree over all entries before the first; the first segment has none. */
  public Path edge() {
    return log.resolveSibling(String.format(Locale.ROOT, "%020d.edge", first));
  }

  public static Path folder(Path ledger, int partition) {
    return ledger.resolve(Integer.toString(partition));
  }

  /** The last signed statement over all logs. */
  public static Path checkpoint(Path ledger) {
    return ledger.resolve("checkpoint");
  }

  /** The partitions a ledger has, in order. */
  public static List<Integer> partitions(Path ledger) throws IOException {
    try (Stream<Path> files = Files.list(ledger)) {
      return files
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.matches("0|[1-9][0-9]{0,8}"))
          .map(Integer::valueOf)
          .sorted()
          .toList();
    }
  }

  /** The segments a partition has, in order. */
  public static List<Segment> of(Path ledger, int partition) throws IOException {
    Path folder = folder(ledger, partition);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> NAME.matcher(file.getFileName().toString()))
          .filter(name -> name.matches())
          .map(name -> at(ledger, partition, Long.parseLong(name.group(1))))
          .sorted((left, right) -> Long.compare(left.first, right.first))
          .toList();
    }
  }

  public static long slot(long position) {
    return SLOT_MARK | position;
  }

  /** The position a slot states; negative, or anything, when it is damaged. */
  public static long position(long slot) {
    return slot ^ SLOT_MARK;
  }

  public static ByteBuffer header(int partition, long first, Hash chainBefore, Hash rootBefore) {
    return ByteBuffer.allocate(HEADER)
        .put(MAGIC)
        .putInt(VERSION)
        .putInt(partition)
        .putLong(first)
        .put(rootBefore.bytes())
        .put(chainBefore.bytes())
        .flip();
  }

  public static ByteBuffer frame(byte[] entry, Hash chain) {
    return ByteBuffer.allocate(Integer.BYTES + entry.length + Hash.LENGTH)
        .putInt(entry.length)
        .put(entry)
        .put(chain.bytes())
        .flip();
  }
}
