package dev.mneme.stack.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who listens on a port, where the system shows it (Linux) and the process is ours to look into.
 */
public final class PortHolder {

  private static final String LISTEN = "0A";

  private PortHolder() {}

  /** The process as "1234 (java)". */
  public static Optional<String> of(int port) {
    Set<String> inodes = new HashSet<>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      inodes.addAll(listeners(Path.of(table), port));
    }
    if (inodes.isEmpty()) {
      return Optional.empty();
    }
    return ProcessHandle.allProcesses()
        .filter(process -> holdsOneOf(process.pid(), inodes))
        .findFirst()
        .map(PortHolder::describe);
  }

  private static Set<String> listeners(Path table, int port) {
    Set<String> inodes = new HashSet<>();
    String suffix = ":%04X".formatted(port);
    try {
      for (String line : Files.readAllLines(table)) {
        String[] columns = line.strip().split("\\s+");
        if (columns.length > 9 && columns[1].endsWith(suffix) && LISTEN.equals(columns[3])) {
          inodes.add("socket:[" + columns[9] + "]");
        }
      }
    } catch (IOException e) {
      return Set.of(); // Not Linux: the sentence does without the name.
    }
    return inodes;
  }

  private static boolean holdsOneOf(long pid, Set<String> inodes) {
    try (DirectoryStream<Path> descriptors =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
      for (Path descriptor : descriptors) {
        if (inodes.contains(Files.readSymbolicLink(descriptor).toString())) {
          return true;
        }
      }
      return false;
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      return false; // Another user's process, or one that has just ended.
    }
  }

  private static String describe(ProcessHandle process) {
    String program =
        process.info().command().map(c -> Path.of(c).getFileName().toString()).orElse("unknown");
    return "%d (%s)".formatted(process.pid(), program);
  }
}
