package dev.mneme.cli;

import dev.mneme.stack.Installation;
import dev.mneme.stack.StackLayout;
import dev.mneme.stack.supervise.Supervisor;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What "up" runs in the background; nothing that people type. */
@Command(name = "supervise", hidden = true, description = "Own a stack until told to end.")
final class SuperviseCommand extends StackCommand {

  @Mixin private final StackOptions options = new StackOptions();

  /** The command line that runs this with the Java and the classes of the present process. */
  static List<String> commandLine(StackLayout layout, List<String> options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Installation.java().toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseCompactObjectHeaders",
                "-Xshare:auto",
                "-Dmneme.log.level=INFO",
                "-Dmneme.log.root=WARN",
                "-D%s=%s".formatted(Installation.PROPERTY, Installation.find().root()),
                "-cp",
                System.getProperty("java.class.path"),
                Mneme.class.getName(),
                "supervise",
                "--home",
                layout.home().toString()));
    command.addAll(options);
    return command;
  }

  @Override
  public Integer call() {
    return new Supervisor(options.settings(layout()), System.in, System.out).run();
  }
}
