package dev.mneme.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;

/** Takes no new memories for a while, so that parts can be worked on. */
@Command(
    name = "maintenance",
    description = "Take no new memories while parts are worked on, and take them again.",
    subcommands = {MaintenanceCommand.On.class, MaintenanceCommand.Off.class, HelpCommand.class},
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class MaintenanceCommand {

  private static final String PATH = "/v1/features/write";
  private static final String FEATURE = "write";

  /** Groups that work off what was accepted. */
  private static final Set<String> WORKING =
      Set.of("memory-writer", "memory-writer-legacy", "memory-reader", "audit-sink");

  private MaintenanceCommand() {}

  /** Stops stores and edits, and waits until what was accepted is worked off. */
  @Command(
      name = "on",
      description = {
        "Refuse stores and edits with 503 and Retry-After on every instance, and wait until what"
            + " was accepted before is worked off by every layer and in the ledger. Recalls and"
            + " forgets go on: a deletion must reach.",
        "Exit code 1 if an instance does not obey, or something is left, in time; it stays on."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  mneme maintenance on --reason \"moving the database\"",
        "  mneme maintenance on --reason \"new disks\" --drain 10m"
      })
  static final class On extends SettingChange {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    @Option(
        names = "--drain",
        paramLabel = "TIME",
        defaultValue = "60s",
        description = "How long to wait for what was accepted (default ${DEFAULT-VALUE}).")
    private String drain = "60s";

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
      int set =
          set(
              PATH,
              Map.of("value", "off"),
              _ -> true,
              (instance, offset) -> instance.obeysFeature(FEATURE, offset));
      drained();
      return set;
    }

    private void drained() throws CommandFailure, InterruptedException {
      long end = System.nanoTime() + ModeCommand.time(drain).toNanos();
      try (Admin admin = Brokers.admin(running().ports())) {
        List<LagCommand.Row> left = left(admin);
        while (!left.isEmpty() && System.nanoTime() < end) {
          output.progress("%d partitions are not worked off yet".formatted(left.size()));
          Thread.sleep(LOOK_AGAIN);
          left = left(admin);
        }
        if (!left.isEmpty()) {
          throw new CommandFailure(
              "Nothing new is taken, but within %s this was not worked off: %s"
                  .formatted(
                      drain,
                      left.stream()
                          .map(
                              row ->
                                  "%s of %s, partition %d: %d"
                                      .formatted(
                                          row.group(), row.topic(), row.partition(), row.lag()))
                          .collect(Collectors.joining("; "))));
        }
      }
      output.progress("all that was accepted is worked off");
    }

    /** The marker of a last transaction is an offset that nobody reads. */
    private static List<LagCommand.Row> left(Admin admin)
        throws CommandFailure, InterruptedException {
      return LagCommand.rows(admin, Optional.empty()).stream()
          .filter(row -> WORKING.contains(row.group()) && row.lag() > 1)
          .toList();
    }
  }

  /** Takes stores and edits again. */
  @Command(
      name = "off",
      description = "Take stores and edits again, on every instance.",
      footerHeading = "%nExamples:%n",
      footer = "  mneme maintenance off --reason \"moved\"")
  static final class Off extends SettingChange {

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
      return set(
          PATH,
          Map.of("value", "on"),
          _ -> true,
          (instance, offset) -> instance.obeysFeature(FEATURE, offset));
    }
  }
}
