package dev.mneme.cli;

import dev.mneme.stack.PartName;
import dev.mneme.stack.StackLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the parts wrote. */
@Command(
    name = "logs",
    description = "Show the last lines of the log of one part, or of all.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  mneme logs                     the end of every log",
      "  mneme logs reader -n 100",
      "  mneme logs kafka -f            and what is added, until Ctrl-C"
    })
final class LogsCommand extends StackCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "PART",
      description = "kafka, registry, postgres, writer, reader, guard, audit or supervisor.")
  private @Nullable String part;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      defaultValue = "20",
      description = "How many lines (default ${DEFAULT-VALUE}).")
  private int lines = 20;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what is added, until Ctrl-C.")
  private boolean follow;

  @Override
  public Integer call() throws IOException, InterruptedException, CommandFailure {
    if (lines < 0) {
      throw new IllegalArgumentException("the number of lines cannot be negative");
    }
    if (follow && output.isJson()) {
      throw new IllegalArgumentException("--follow has no end, so it has no JSON document");
    }
    Map<String, Path> logs = logs();
    if (logs.isEmpty()) {
      throw new CommandFailure(
          "There is no log in %s: nothing was started there yet".formatted(layout().logs()));
    }
    Map<String, List<String>> tails = new LinkedHashMap<>();
    Map<String, LogTail> open = new LinkedHashMap<>();
    for (Map.Entry<String, Path> log : logs.entrySet()) {
      LogTail tail = new LogTail(log.getValue());
      tails.put(log.getKey(), tail.last(lines));
      open.put(log.getKey(), tail);
    }
    output.document(tails, text(tails));
    while (follow) {
      for (Map.Entry<String, LogTail> log : open.entrySet()) {
        for (String line : log.getValue().more()) {
          output.line(prefix(log.getKey(), open.size()) + line);
        }
      }
      Thread.sleep(200);
    }
    return DONE;
  }

  private Map<String, Path> logs() {
    StackLayout layout = layout();
    Map<String, Path> logs = new LinkedHashMap<>();
    if (part == null || "supervisor".equals(part)) {
      logs.put("supervisor", layout.supervisorLog());
    }
    if (!"supervisor".equals(part)) {
      Iterable<PartName> wanted =
          part == null ? List.of(PartName.values()) : List.of(PartName.parse(part));
      wanted.forEach(name -> logs.put(name.label(), layout.log(name)));
    }
    logs.values().removeIf(path -> !Files.exists(path));
    return logs;
  }

  private static String text(Map<String, List<String>> tails) {
    StringBuilder text = new StringBuilder();
    tails.forEach(
        (name, lines) -> {
          for (String line : lines) {
            text.append(prefix(name, tails.size())).append(line).append(System.lineSeparator());
          }
        });
    return text.toString().stripTrailing();
  }

  private static String prefix(String name, int logs) {
    return logs == 1 ? "" : "%-14s | ".formatted(name);
  }
}
