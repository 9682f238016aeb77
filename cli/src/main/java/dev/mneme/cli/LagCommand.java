package dev.mneme.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How far each group of consumers is behind. */
@Command(
    name = "lag",
    description = {
      "Show how many offsets each consumer group is behind the end of committed data, per topic and"
          + " partition.",
      "A transaction's marker takes an offset too, so a few may remain on an idle topic."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mneme lag",
      "  mneme lag --group memory-writer",
      "  mneme lag --watch --every 5s",
      "  mneme lag --output json | jq '.total'"
    })
final class LagCommand extends StackCommand {

  @Option(names = "--group", paramLabel = "G", description = "Only this group.")
  private @Nullable String group;

  @Option(
      names = "--watch",
      description = "Show it again and again, until interrupted or --for is over.")
  private boolean watch;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      defaultValue = "2s",
      description = "With --watch: time between two looks (default ${DEFAULT-VALUE}).")
  private String every = "";

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "With --watch: stop after so long: 90s, 10m, 2h (default: never).")
  private @Nullable String time;

  /** One partition as one group sees it. */
  record Row(String group, String topic, int partition, long committed, long end) {

    long lag() {
      return Math.max(0, end - committed);
    }
  }

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    try (Admin admin = Brokers.admin(running().ports())) {
      if (watch) {
        watch(admin);
      } else {
        look(admin);
      }
    }
    return DONE;
  }

  private void watch(Admin admin) throws CommandFailure, InterruptedException {
    long begun = System.nanoTime();
    long length = time == null ? Long.MAX_VALUE : ModeCommand.time(time).toNanos();
    Duration pause = ModeCommand.time(every);
    look(admin);
    while (System.nanoTime() - begun < length) {
      Thread.sleep(pause);
      if (!output.isJson()) {
        output.line("%n%s".formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS)));
      }
      look(admin);
    }
  }

  private void look(Admin admin) throws CommandFailure, InterruptedException {
    List<Row> rows = rows(admin, Optional.ofNullable(group));
    if (rows.isEmpty() && group != null) {
      throw new CommandFailure(
          "There is no group \"%s\" with committed offsets: \"mneme lag\" lists those there are"
              .formatted(group));
    }
    output.document(document(rows), text(rows));
  }

  static List<Row> rows(Admin admin, Optional<String> only)
      throws CommandFailure, InterruptedException {
    Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = new HashMap<>();
    for (GroupListing listing : Brokers.answer(admin.listGroups().all())) {
      if (only.isEmpty() || only.get().equals(listing.groupId())) {
        committed.put(
            listing.groupId(),
            Brokers.answer(
                admin.listConsumerGroupOffsets(listing.groupId()).partitionsToOffsetAndMetadata()));
      }
    }
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    committed.values().forEach(m -> m.keySet().forEach(tp -> wanted.put(tp, OffsetSpec.latest())));
    Map<TopicPartition, ListOffsetsResultInfo> ends =
        Brokers.answer(
            admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all());
    List<Row> rows = new ArrayList<>();
    committed.forEach(
        (name, offsets) ->
            offsets.forEach(
                (tp, offset) -> {
                  if (offset != null) {
                    rows.add(
                        new Row(
                            name,
                            tp.topic(),
                            tp.partition(),
                            offset.offset(),
                            ends.get(tp).offset()));
                  }
                }));
    rows.sort(
        Comparator.comparing(Row::group)
            .thenComparing(Row::topic)
            .thenComparingInt(Row::partition));
    return rows;
  }

  private static Map<String, Object> document(List<Row> rows) {
    List<Object> partitions = new ArrayList<>();
    for (Row row : rows) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("group", row.group());
      each.put("topic", row.topic());
      each.put("partition", row.partition());
      each.put("committed", row.committed());
      each.put("end", row.end());
      each.put("lag", row.lag());
      partitions.add(each);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("total", rows.stream().mapToLong(Row::lag).sum());
    document.put("partitions", partitions);
    return document;
  }

  private static String text(List<Row> rows) {
    if (rows.isEmpty()) {
      return "No group has committed anything yet.";
    }
    Table table = new Table("GROUP", "TOPIC", "PARTITION", "COMMITTED", "END", "LAG");
    for (Row row : rows) {
      table.row(
          row.group(),
          row.topic(),
          Integer.toString(row.partition()),
          Long.toString(row.committed()),
          Long.toString(row.end()),
          Long.toString(row.lag()));
    }
    return "%s%n%d behind in all.".formatted(table, rows.stream().mapToLong(Row::lag).sum());
  }
}
