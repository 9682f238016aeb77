package dev.mneme.cli;

import dev.mneme.cli.dualwrite.CannotCheckException;
import dev.mneme.cli.dualwrite.CheckedPartition;
import dev.mneme.cli.dualwrite.Difference;
import dev.mneme.cli.dualwrite.Extent;
import dev.mneme.cli.dualwrite.LayerCheck;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.stack.Ports;
import dev.mneme.stack.Secrets;
import dev.mneme.stack.parts.PostgresServer;
import dev.mneme.topics.Topics;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The two layers that the same memories are written to. */
@Command(
    name = "dual-write",
    description = "Compare the two layers that every memory is written to.",
    subcommands = DualWriteCommand.Check.class,
    synopsisSubcommandLabel = "COMMAND")
final class DualWriteCommand {

  private static final int DIFFERENT = 1;
  private static final int NOT_CHECKED = 2;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  private DualWriteCommand() {}

  /** Names every difference. */
  @Command(
      name = "check",
      description = {
        "Compare memory.records with the table of the legacy layer: counts, digests, and which"
            + " memory is missing, extra or changed, by key and field. Contents are never shown.",
        "Compared is what was projected when the check began, partition by partition: writes may go"
            + " on, and a projector that is behind is no difference."
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:the layers are equal", "1:they differ", "2:they could not be compared"},
      footerHeading = "%nExamples:%n",
      footer = {
        "  mneme dual-write check",
        "  mneme dual-write check --sample 1000",
        "  mneme dual-write check --output json | jq '.differences'"
      })
  static final class Check extends StackCommand {

    @ArgGroup private @Nullable Contents contents;

    /** Either one. */
    static final class Contents {
      @Option(
          names = "--full",
          description = "Compare the contents of every memory (this is the default).")
      private boolean full;

      @Option(
          names = "--sample",
          paramLabel = "N",
          description =
              "Compare keys and positions of every memory, contents only of about N in each"
                  + " partition: quicker, and a row whose contents alone were changed may be"
                  + " missed.")
      private @Nullable Integer sample;
    }

    @Option(
        names = "--seed",
        paramLabel = "S",
        description = "What the sample is chosen by (default: another one each time).")
    private @Nullable Long seed;

    @Option(
        names = "--keys-held",
        paramLabel = "N",
        defaultValue = "50000",
        description =
            "Most keys held in memory, about half a kilobyte each; a partition with more is read in"
                + " several passes (default ${DEFAULT-VALUE}).")
    private int keysHeld;

    @Option(
        names = "--list",
        paramLabel = "N",
        defaultValue = "10000",
        description =
            "Most differences to name; all of them are counted (default ${DEFAULT-VALUE}).")
    private int listed;

    @Override
    public Integer call() throws CommandFailure {
      Extent extent = extent();
      try {
        LayerCheck.Result result = check(extent);
        output.document(document(extent, result), text(result));
        return result.equal() ? DONE : DIFFERENT;
      } catch (CommandFailure | CannotCheckException e) {
        throw new CommandFailure(String.valueOf(e.getMessage()), e, NOT_CHECKED);
      } catch (SQLException e) {
        throw new CommandFailure(
            "PostgreSQL could not be read (SQLSTATE %s): see \"mneme status\""
                .formatted(e.getSQLState()),
            e,
            NOT_CHECKED);
      } catch (KafkaException e) {
        throw new CommandFailure(
            "The broker does not answer: see \"mneme status\" (%s)".formatted(e.getMessage()),
            e,
            NOT_CHECKED);
      }
    }

    private Extent extent() {
      if (contents == null || contents.sample == null) {
        return new Extent.Full();
      }
      return new Extent.Sample(contents.sample, seed == null ? System.nanoTime() : seed);
    }

    private LayerCheck.Result check(Extent extent)
        throws CommandFailure, SQLException, CannotCheckException {
      Ports ports = running().ports();
      Secrets secrets =
          secrets()
              .orElseThrow(
                  () ->
                      new CommandFailure(
                          "There are no secrets in %s to read the legacy layer with"
                              .formatted(layout().home())));
      try (RegistryCodecs codecs = Brokers.codecs(ports);
          KafkaConsumer<byte[], byte[]> consumer = Brokers.consumer(ports)) {
        return new LayerCheck(consumer, codecs.of(Topics.RECORDS), extent, keysHeld, listed)
            .run(
                ports.jdbcUrl(),
                PostgresServer.USER,
                secrets.databasePassword(),
                partition -> output.progress("  partition %d compared".formatted(partition)));
      }
    }

    private static Map<String, Object> document(Extent extent, LayerCheck.Result result) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("equal", result.equal());
      switch (extent) {
        case Extent.Full _ -> document.put("contents", "full");
        case Extent.Sample(int perPartition, long seed) -> {
          document.put("contents", "sample");
          document.put("sample", perPartition);
          document.put("seed", seed);
        }
      }
      document.put("partitions", result.partitions());
      document.put("differences_found", result.found());
      document.put("differences", result.differences().stream().map(Check::row).toList());
      return document;
    }

    private static Map<String, Object> row(Difference difference) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("kind", kind(difference));
      row.put("partition", difference.partition());
      row.put("key", difference.key());
      if (difference instanceof Difference.Changed(_, _, List<String> fields)) {
        row.put("fields", fields);
      }
      return row;
    }

    private static String kind(Difference difference) {
      return switch (difference) {
        case Difference.Missing _ -> "missing";
        case Difference.Extra _ -> "extra";
        case Difference.Changed _ -> "changed";
      };
    }

    private static String text(LayerCheck.Result result) {
      Table table =
          new Table(
              "PARTITION", "POSITION", "BEHIND", "PENDING", "LOG", "LEGACY", "COMPARED", "DIGEST");
      for (CheckedPartition p : result.partitions()) {
        table.row(
            Integer.toString(p.partition()),
            Long.toString(p.position()),
            Long.toString(p.behind()),
            Long.toString(p.pending()),
            Long.toString(p.log().count()),
            Long.toString(p.legacy().count()),
            Long.toString(p.contents()),
            p.log().equals(p.legacy()) ? p.log().digest() : "differs");
      }
      List<String> lines = new ArrayList<>(List.of(table.toString()));
      for (Difference difference : result.differences()) {
        String fields =
            difference instanceof Difference.Changed(_, _, List<String> names)
                ? " (" + String.join(", ", names) + ")"
                : "";
        lines.add("%-8s %s%s".formatted(kind(difference), difference.key(), fields));
      }
      long memories = result.partitions().stream().mapToLong(p -> p.log().count()).sum();
      lines.add(
          result.equal()
              ? "Equal: %d memories in both layers.".formatted(memories)
              : "Different: %d of the memories are missing, extra or changed."
                  .formatted(result.found()));
      return String.join(System.lineSeparator(), lines);
    }
  }
}
