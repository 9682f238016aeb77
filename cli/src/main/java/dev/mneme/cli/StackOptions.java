package dev.mneme.cli;

import dev.mneme.stack.PartName;
import dev.mneme.stack.Ports;
import dev.mneme.stack.StackLayout;
import dev.mneme.stack.StackSettings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What a stack is started with, as options. */
final class StackOptions {

  @Option(
      names = "--port-base",
      paramLabel = "N",
      defaultValue = "" + Ports.DEFAULT_BASE,
      description =
          "First of the eleven ports in a row that the stack listens on (default"
              + " ${DEFAULT-VALUE}).")
  private int portBase = Ports.DEFAULT_BASE;

  @Option(
      names = "--only",
      paramLabel = "PART",
      split = ",",
      description = "Start only these: kafka, registry, postgres, writer, reader, guard, audit.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--drills",
      description = "Let operators make layers of the reader fail, for \"mneme drill\".")
  private boolean drills;

  @Option(
      names = "--readers",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How many instances of memory-reader share the work, 1 to 3 (default ${DEFAULT-VALUE}).")
  private int readers = 1;

  StackSettings settings(StackLayout layout) {
    StackSettings plain = StackSettings.at(layout.home(), new Ports(portBase));
    StackSettings all =
        drills ? plain.with(PartName.READER, "MNEME_FAULTS_ENABLED", "true") : plain;
    return all.only(parts());
  }

  private Set<PartName> parts() {
    Set<PartName> parts = only.isEmpty() ? PartName.all() : EnumSet.noneOf(PartName.class);
    only.forEach(name -> parts.add(PartName.parse(name)));
    if (parts.contains(PartName.READER)) {
      parts.addAll(PartName.readers(readers));
    }
    return parts;
  }

  /** The same options for another process. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("--port-base", Integer.toString(portBase)));
    if (drills) {
      arguments.add("--drills");
    }
    arguments.addAll(List.of("--readers", Integer.toString(readers)));
    if (!only.isEmpty()) {
      arguments.add("--only");
      arguments.add(parts().stream().map(PartName::label).collect(Collectors.joining(",")));
    }
    return arguments;
  }
}
