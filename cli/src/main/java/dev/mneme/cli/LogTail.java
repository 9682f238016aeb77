package dev.mneme.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The end of a log and what is added to it. */
final class LogTail {

  private static final int MOST_AT_ONCE = 4 * 1024 * 1024;

  private final Path log;
  private long position;
  private String unfinished = "";

  LogTail(Path log) {
    this.log = log;
  }

  /** The last lines there are now. */
  List<String> last(int lines) throws IOException {
    long size = Files.size(log);
    position = Math.max(0, size - MOST_AT_ONCE);
    List<String> all = more();
    return all.subList(Math.max(0, all.size() - lines), all.size());
  }

  /** The whole lines added since. A log that was put aside is read from its beginning. */
  List<String> more() throws IOException {
    long size = Files.size(log);
    if (size < position) {
      position = 0;
      unfinished = "";
    }
    int length = (int) Math.min(size - position, MOST_AT_ONCE);
    if (length == 0) {
      return List.of();
    }
    byte[] bytes = new byte[length];
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      file.seek(position);
      file.readFully(bytes);
    }
    position += length;
    String text = unfinished + new String(bytes, StandardCharsets.UTF_8);
    int end = text.lastIndexOf('\n');
    unfinished = text.substring(end + 1);
    return end < 0 ? List.of() : new ArrayList<>(List.of(text.substring(0, end).split("\n", -1)));
  }
}
