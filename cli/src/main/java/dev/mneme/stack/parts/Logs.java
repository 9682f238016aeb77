package dev.mneme.stack.parts;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;

/** What a part that failed said last. */
public final class Logs {

  private static final int TAIL = 16 * 1024;
  private static final int LONGEST = 300;
  private static final long LARGEST = 32L * 1024 * 1024;
  private static final Pattern NOISE =
      Pattern.compile("^(\\s+at |\\s*\\.\\.\\. \\d+ more|WARNING: ).*");
  private static final Pattern FAILURE =
      Pattern.compile(".*(ERROR|FATAL|Exception|Error:|error:).*");

  private Logs() {}

  /**
   * One line for a sentence: the full disk if that is it, else the last failure, else the last
   * line, and where.
   */
  public static String lastWords(Path log) {
    List<String> lines = tail(log).lines().filter(l -> !NOISE.matcher(l).matches()).toList();
    if (lines.stream().anyMatch(l -> l.contains("No space left on device"))) {
      return "the disk is full, free some space and try again (see %s)".formatted(log);
    }
    return lines.reversed().stream()
        .filter(l -> FAILURE.matcher(l).matches())
        .findFirst()
        .or(() -> lines.reversed().stream().filter(l -> !l.isBlank()).findFirst())
        .map(String::strip)
        .map(l -> l.length() > LONGEST ? l.substring(0, LONGEST) + "…" : l)
        .map(l -> "\"%s\" (see %s)".formatted(l, log))
        .orElse("see " + log);
  }

  private static String tail(Path log) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.max(0, file.length() - TAIL);
      byte[] bytes = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** Puts a log that has grown large aside before the part starts anew; one older log is kept. */
  public static void rotate(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > LARGEST) {
      Files.move(
          log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
