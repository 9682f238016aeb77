package dev.mneme.stack.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How much memory a process and all below it hold. Pages they share count for each: the sum is
 * never too small.
 */
public final class ResidentMemory {

  private static final long KILOBYTE = 1024;

  private ResidentMemory() {}

  /** Of the process alone, in bytes; empty where the system does not say. */
  public static OptionalLong alone(ProcessHandle process) {
    return single(process.pid());
  }

  /** In bytes; empty where the system does not say. */
  public static OptionalLong of(ProcessHandle process) {
    long[] each =
        Stream.concat(Stream.of(process), process.descendants())
            .map(p -> single(p.pid()))
            .filter(OptionalLong::isPresent)
            .mapToLong(OptionalLong::getAsLong)
            .toArray();
    return each.length == 0 ? OptionalLong.empty() : OptionalLong.of(sum(each));
  }

  private static long sum(long[] values) {
    long sum = 0;
    for (long value : values) {
      sum += value;
    }
    return sum;
  }

  private static OptionalLong single(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    try {
      return Files.isReadable(status) ? fromProc(status) : fromPs(pid);
    } catch (IOException e) {
      return OptionalLong.empty(); // It has just ended, or there is no way to ask here.
    }
  }

  private static OptionalLong fromProc(Path status) throws IOException {
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return OptionalLong.of(Long.parseLong(line.split("\\s+")[1]) * KILOBYTE);
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong fromPs(long pid) throws IOException {
    Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
    try {
      String text = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      boolean ended = ps.waitFor(2, TimeUnit.SECONDS);
      return ended && !text.isBlank()
          ? OptionalLong.of(Long.parseLong(text.strip()) * KILOBYTE)
          : OptionalLong.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalLong.empty();
    }
  }
}
