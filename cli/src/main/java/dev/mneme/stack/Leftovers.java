package dev.mneme.stack;

import dev.mneme.stack.parts.JavaCommand;
import dev.mneme.stack.parts.PostgresServer;
import dev.mneme.stack.process.PidFile;
import dev.mneme.stack.process.ProcessIdentity;
import dev.mneme.stack.process.Signals;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a stack leaves behind that was not stopped in order: files that name processes, and at worst
 * the processes. Found by the files and by marks on command lines, so that a lost file hides
 * nothing.
 */
public final class Leftovers {

  private static final Duration GRACE = Duration.ofSeconds(10);

  private final StackLayout layout;
  private final List<PidFile> files;
  private final Map<Long, ProcessHandle> processes;

  private Leftovers(StackLayout layout, List<PidFile> files, Map<Long, ProcessHandle> processes) {
    this.layout = layout;
    this.files = files;
    this.processes = processes;
  }

  /** Looks at the home. Only meaningful while no other process owns it. */
  public static Leftovers of(StackLayout layout) throws IOException {
    List<PidFile> files = new ArrayList<>();
    Map<Long, ProcessHandle> processes = new LinkedHashMap<>();
    for (PartName part : PartName.values()) {
      PidFile file = new PidFile(layout.pidFile(part));
      if (file.exists()) {
        files.add(file);
        file.read()
            .flatMap(ProcessIdentity::live)
            .ifPresent(process -> processes.put(process.pid(), process));
      }
    }
    ProcessHandle.allProcesses()
        .filter(process -> isMarked(process, layout))
        .filter(ProcessIdentity::isRunning)
        .forEach(process -> processes.put(process.pid(), process));
    processes.remove(ProcessHandle.current().pid());
    return new Leftovers(layout, files, processes);
  }

  private static boolean isMarked(ProcessHandle process, StackLayout layout) {
    List<String> arguments = process.info().arguments().map(Arrays::asList).orElseGet(List::of);
    boolean java =
        arguments.contains(JavaCommand.HOME_MARK + layout.home())
            && arguments.stream().anyMatch(a -> a.startsWith(JavaCommand.PART_MARK));
    boolean postgres =
        arguments.contains("-D")
            && arguments.contains(PostgresServer.cluster(layout).toString())
            && arguments.contains("-p");
    return java || postgres;
  }

  static String nothingBut(StackLayout layout, ProcessIdentity owner) {
    return "The stack before this one in %s was not stopped in order; its process %d is gone and left nothing running"
        .formatted(layout.home(), owner.pid());
  }

  public boolean isEmpty() {
    return files.isEmpty() && processes.isEmpty();
  }

  public boolean isRunning() {
    return !processes.isEmpty();
  }

  /** Ends the processes and removes the files. Says what it found, if it found something. */
  public Optional<String> end() throws IOException, InterruptedException {
    if (isEmpty()) {
      return Optional.empty();
    }
    Signals.end(List.copyOf(processes.values()), GRACE);
    for (PidFile file : files) {
      file.delete();
    }
    StackDescription.forget(layout);
    String found =
        processes.isEmpty()
            ? "only stale files were left"
            : processes.keySet().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", ", "ended process ", ""));
    return Optional.of(
        "The stack before this one in %s was not stopped in order; cleaned up after it (%s)"
            .formatted(layout.home(), found));
  }
}
