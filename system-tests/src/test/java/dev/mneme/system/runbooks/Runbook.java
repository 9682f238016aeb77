package dev.mneme.system.runbooks;

import dev.mneme.stack.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A runbook: under each heading the blocks of commands, in their order.
 *
 * @param sections by their headings
 */
record Runbook(String name, Map<String, List<String>> sections) {

  static final Path FOLDER = Installation.find().root().resolve("ops/runbooks");

  private static final String HEADING = "## ";
  private static final String FENCE = "```";

  /** All but the list of them. */
  static List<Runbook> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !file.endsWith("README.md"))
          .sorted()
          .map(Runbook::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Runbook read(Path file) {
    String name = String.valueOf(file.getFileName());
    Map<String, List<String>> sections = new LinkedHashMap<>();
    List<String> blocks = new ArrayList<>();
    StringBuilder block = null;
    try {
      for (String line : Files.readAllLines(file)) {
        if (block != null) {
          if (line.equals(FENCE)) {
            blocks.add(block.toString());
            block = null;
          } else {
            block.append(line).append('\n');
          }
        } else if (line.startsWith(HEADING)) {
          blocks = new ArrayList<>();
          sections.put(line.substring(HEADING.length()), blocks);
        } else if (line.startsWith(FENCE)) {
          if (!line.equals(FENCE + "sh")) {
            throw new AssertionError(name + " has a block that is not one of commands: " + line);
          }
          block = new StringBuilder();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Runbook(name, sections);
  }

  List<String> blocks() {
    return sections.values().stream().flatMap(List::stream).toList();
  }
}
