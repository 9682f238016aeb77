package dev.mneme.cli;

import dev.mneme.stack.Ports;
import dev.mneme.topics.Drift;
import dev.mneme.topics.Provisioner;
import dev.mneme.topics.ProvisioningException;
import dev.mneme.topics.Topic;
import dev.mneme.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;

/** The topics as they are meant to be, against the topics as they are. */
@Command(
    name = "topics",
    description =
        "Compare the topic catalogue with the live topics. Exit code 1 if anything differs; nothing"
            + " is altered.",
    footerHeading = "%nExamples:%n",
    footer = {"  mneme topics", "  mneme topics --output json | jq '.drift'"})
final class TopicsCommand extends StackCommand {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final short ONE_BROKER = 1;

  @Override
  public Integer call() throws CommandFailure {
    Ports ports = running().ports();
    List<Drift> drift;
    try (Admin admin = Brokers.admin(ports)) {
      drift = new Provisioner(admin, ONE_BROKER).drift(Topics.all(), PATIENCE);
    } catch (ProvisioningException e) {
      throw new CommandFailure(
          "The broker does not answer: see \"mneme status\" (%s)".formatted(e.getMessage()), e);
    }
    output.document(document(drift), text(drift));
    return drift.isEmpty() ? DONE : FAILED;
  }

  private static Map<String, Object> document(List<Drift> drift) {
    List<Object> topics = new ArrayList<>();
    for (Topic<?> topic : Topics.all()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("topic", topic.name());
      row.put("partitions", topic.partitions());
      row.put("cleanup", topic.cleanup().name().toLowerCase(Locale.ROOT));
      topic.retention().ifPresent(r -> row.put("retention_ms", r.toMillis()));
      row.put("owner", topic.owner());
      row.put("purpose", topic.purpose());
      row.put("as_declared", of(topic, drift).isEmpty());
      topics.add(row);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("topics", topics);
    document.put("drift", drift);
    return document;
  }

  private static String text(List<Drift> drift) {
    Table table = new Table("TOPIC", "PARTITIONS", "CLEANUP", "RETENTION", "OWNER", "LIVE");
    for (Topic<?> topic : Topics.all()) {
      table.row(
          topic.name(),
          Integer.toString(topic.partitions()),
          topic.cleanup().name().toLowerCase(Locale.ROOT),
          topic.retention().map(Table::duration).orElse("-"),
          topic.owner(),
          live(of(topic, drift)));
    }
    return drift.isEmpty()
        ? "%s%nAll topics are as declared.".formatted(table)
        : "%s%n%d differences; changing a live topic is an operator's decision, so nothing was altered."
            .formatted(table, drift.size());
  }

  private static List<Drift> of(Topic<?> topic, List<Drift> drift) {
    return drift.stream().filter(d -> d.topic().equals(topic.name())).toList();
  }

  private static String live(List<Drift> drift) {
    return drift.isEmpty()
        ? "as declared"
        : drift.stream()
            .map(d -> "%s is %s".formatted(d.setting(), d.live()))
            .collect(Collectors.joining(", "));
  }
}
