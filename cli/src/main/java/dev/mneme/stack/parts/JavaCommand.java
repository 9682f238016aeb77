package dev.mneme.stack.parts;

import dev.mneme.stack.Installation;
import dev.mneme.stack.PartName;
import dev.mneme.stack.StackLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of a Java part: a small heap, a collector without threads of its own, and a mark
 * to find it by.
 */
public final class JavaCommand {

  public static final String PART_MARK = "-Dmneme.part=";
  public static final String HOME_MARK = "-Dmneme.home=";

  private JavaCommand() {}

  static List<String> of(PartName part, StackLayout layout, int heapMegabytes, String... rest) {
    List<String> command = new ArrayList<>();
    command.add(Installation.java().toString());
    command.add(PART_MARK + part.label());
    command.add(HOME_MARK + layout.home());
    command.add("-Xmx" + heapMegabytes + "m");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:+UseCompactObjectHeaders");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-XX:ErrorFile=" + layout.logs().resolve(part.label() + "-crash-%p.log"));
    command.add("-Xshare:auto");
    command.addAll(List.of(rest));
    return command;
  }
}
