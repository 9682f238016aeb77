package dev.mneme.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command itself: its subcommands, and what every one of them has in common. */
@Command(
    name = "mneme",
    description = {"A memory layer for AI assistants, on Kafka.", ""},
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      SmokeCommand.class,
      LogsCommand.class,
      IngestCommand.class,
      RecallCommand.class,
      CacheCommand.class,
      EvalCommand.class,
      LoadCommand.class,
      TopicsCommand.class,
      AsyncApiCommand.class,
      ProvisionCommand.class,
      LagCommand.class,
      DualWriteCommand.class,
      DeadLettersCommand.class,
      ModeCommand.class,
      RolloutCommand.class,
      FeatureCommand.class,
      ConsolidateCommand.class,
      DrillCommand.class,
      MaintenanceCommand.class,
      BreakerCommand.class,
      AuditCommand.class,
      RedactCommand.class,
      TokenCommand.class,
      KeysCommand.class,
      SuperviseCommand.class,
      CommandLine.HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    version = "mneme 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, and true",
      "1:failed, with one sentence that says why",
      "2:used wrongly"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mneme demo                     the whole story on a stack of its own",
      "  mneme up                       start the stack and leave it running",
      "  mneme ingest talk.jsonl        remember a conversation",
      "  mneme recall \"holiday plans\" --subject 5e88…",
      "  mneme COMMAND --help           options and examples of a command"
    })
public final class Mneme {

  private Mneme() {}

  public static void main(String[] arguments) {
    System.setProperty("logback.configurationFile", "logback-mneme.xml");
    if (List.of(arguments).contains("--debug")) {
      System.setProperty("mneme.log.level", "DEBUG");
      System.setProperty("mneme.log.root", "INFO");
    }
    System.exit(execute(arguments));
  }

  /** A failure of the Java below us is shown like any other: in a sentence. */
  private static int execute(String[] arguments) {
    try {
      return commandLine().execute(arguments);
    } catch (LinkageError | OutOfMemoryError e) {
      System.err.println("mneme: The installation is broken or too small: " + e);
      return 1;
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new Mneme())
        .setExecutionExceptionHandler(new Failures())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true);
  }
}
