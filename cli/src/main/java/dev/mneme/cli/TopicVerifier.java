package dev.mneme.cli;

import dev.mneme.ledger.Chained;
import dev.mneme.ledger.CommittedRecord;
import dev.mneme.ledger.Head;
import dev.mneme.ledger.checkpoint.Checkpoint;
import dev.mneme.ledger.merkle.TreeEdge;
import dev.mneme.ledger.once.EventId;
import dev.mneme.topics.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Builds the ledger from the topic once more, in memory and of its hashes only, and compares it
 * with what was signed. It remembers the ids of all events, 100 bytes for each.
 */
final class TopicVerifier {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final int PROGRESS_EVERY = 65536;

  /** A log as the topic gives it, and whether it is the one that was signed. */
  record Log(Head head, Optional<String> problem) {}

  private static final class Building {
    private final Checkpoint signed;
    private final TreeEdge tree = new TreeEdge();
    private final Set<UUID> ids = new HashSet<>();
    private Head head;
    private Optional<String> problem = Optional.empty();

    Building(int partition, Checkpoint signed) {
      this.signed = signed;
      this.head = Head.empty(partition);
    }

    void take(ConsumerRecord<byte[], byte[]> record) throws IOException {
      Optional<UUID> id = EventId.of(record.value());
      if (id.isPresent() && !ids.add(id.get())) {
        return;
      }
      Chained next =
          Chained.after(
              head,
              new CommittedRecord(
                  record.offset(), record.timestamp(), record.key(), record.value()));
      head = next.head();
      tree.append(next.stored().leaf());
      if (head.size() == signed.size()
          && !(tree.root().equals(signed.root()) && head.hash().equals(signed.chain()))) {
        problem =
            Optional.of(
                "the first %d records are not the entries that were signed".formatted(head.size()));
      }
    }

    Log result() {
      if (head.size() < signed.size()) {
        problem =
            Optional.of(
                "%d entries were signed, and the topic gives %d"
                    .formatted(signed.size(), head.size()));
      }
      return new Log(head, problem);
    }
  }

  private TopicVerifier() {}

  static Map<Integer, Log> verify(
      Consumer<byte[], byte[]> kafka, List<Checkpoint> signed, LongConsumer progress)
      throws IOException {
    Map<Integer, Building> logs = new TreeMap<>();
    List<TopicPartition> ids = new ArrayList<>();
    for (Checkpoint each : signed) {
      logs.put(each.partition(), new Building(each.partition(), each));
      ids.add(new TopicPartition(Topics.AUDIT.name(), each.partition()));
    }
    kafka.assign(ids);
    kafka.seekToBeginning(ids);
    Map<TopicPartition, Long> ends = kafka.endOffsets(ids);
    long read = 0;
    while (ids.stream().anyMatch(id -> kafka.position(id) < ends.getOrDefault(id, 0L))) {
      for (ConsumerRecord<byte[], byte[]> record : kafka.poll(POLL)) {
        Building log = logs.get(record.partition());
        if (log != null) {
          log.take(record);
        }
        if (++read % PROGRESS_EVERY == 0) {
          progress.accept(read);
        }
      }
    }
    Map<Integer, Log> results = new TreeMap<>();
    logs.forEach((partition, log) -> results.put(partition, log.result()));
    return results;
  }
}
