package dev.mneme.ledger.sign;

import dev.mneme.ledger.LedgerLog;
import dev.mneme.ledger.StoredEntry;
import dev.mneme.ledger.merkle.Tile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a C2SP tlog-tiles log by their paths, cut out of a ledger's log. Nothing is given
 * out that no checkpoint has covered yet.
 */
public final class LogTiles {
  private static final Pattern PATH =
      Pattern.compile(
          "(entries|0|[1-9]|[1-5][0-9]|6[0-3])/((?:x[0-9]{3}/){0,5})([0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  private final LedgerLog log;
  private final long size;

  /**
   * @param size of the last checkpoint
   */
  public LogTiles(LedgerLog log, long size) {
    this.log = log;
    this.size = size;
  }

  /**
   * The bytes of a tile or a bundle of entries.
   *
   * @param path what follows {@code tile/}
   */
  public Optional<byte[]> file(String path) throws IOException {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    boolean entries = matcher.group(1).equals("entries");
    int level = entries ? 0 : Integer.parseInt(matcher.group(1));
    long index = Long.parseLong((matcher.group(2) + matcher.group(3)).replaceAll("[x/]", ""));
    int width = matcher.group(4) == null ? Tile.WIDTH : Integer.parseInt(matcher.group(4));
    boolean leadingZeroes = matcher.group(2).startsWith("x000/");
    if (leadingZeroes || width > Tile.width(level, index, size) || width == 0) {
      return Optional.empty();
    }
    return Optional.of(
        entries
            ? bundle(index, width)
            : Tile.bytes(log.tile(level, index, width).subList(0, width)));
  }

  private byte[] bundle(long index, int width) throws IOException {
    List<StoredEntry> entries = new ArrayList<>(width);
    while (entries.size() < width) {
      List<StoredEntry> part =
          log.read(index * Tile.WIDTH + entries.size(), width - entries.size());
      if (part.isEmpty()) {
        throw new IOException("an entry that was signed is not there");
      }
      entries.addAll(part);
    }
    int bytes = entries.stream().mapToInt(entry -> Short.BYTES + entry.encoded().length).sum();
    ByteBuffer out = ByteBuffer.allocate(bytes);
    entries.forEach(entry -> out.putShort((short) entry.encoded().length).put(entry.encoded()));
    return out.array();
  }
}
