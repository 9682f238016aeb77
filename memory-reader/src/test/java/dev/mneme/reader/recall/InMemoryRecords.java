package dev.mneme.reader.recall;

import dev.mneme.events.MemoryRecord;
import dev.mneme.topics.SubjectPartition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Records in a map, put and removed by the test. */
public final class InMemoryRecords implements Records {

  private final Map<String, MemoryRecord> all = new ConcurrentSkipListMap<>();
  private final int partitions;
  private volatile boolean failing;

  public InMemoryRecords(int partitions) {
    this.partitions = partitions;
  }

  public void put(MemoryRecord memory) {
    all.put(Memories.key(memory), memory);
  }

  public void remove(MemoryRecord memory) {
    all.remove(Memories.key(memory));
  }

  public void clear() {
    all.clear();
    failing = false;
  }

  public void fail() {
    failing = true;
  }

  @Override
  public int count(int partition, Selection selection) throws LayerFailure {
    return (int) selected(partition, selection).count();
  }

  @Override
  public void each(
      int partition, Selection selection, Duration within, Predicate<MemoryRecord> visitor)
      throws LayerFailure {
    for (MemoryRecord memory : selected(partition, selection).toList()) {
      if (!visitor.test(memory)) {
        return;
      }
    }
  }

  @Override
  public List<MemoryRecord> of(int partition, Selection selection, List<UUID> ids)
      throws LayerFailure {
    List<MemoryRecord> there = selected(partition, selection).toList();
    return ids.stream()
        .flatMap(id -> there.stream().filter(memory -> memory.getMemoryId().equals(id)))
        .toList();
  }

  private Stream<MemoryRecord> selected(int partition, Selection selection) throws LayerFailure {
    if (failing) {
      throw new LayerFailure(LayerFailure.Kind.SERVER_ERROR, "a drill");
    }
    RecallFilter filter = selection.filter();
    return all.values().stream()
        .filter(m -> SubjectPartition.of(m.getSubject(), partitions) == partition)
        .filter(m -> m.getTenant().equals(selection.tenant()))
        .filter(m -> selection.subject() == null || m.getSubject().equals(selection.subject()))
        .filter(m -> selection.families().contains(m.getFamily()))
        .filter(m -> filter.type() == null || filter.type().equals(m.getType()))
        .filter(m -> filter.session() == null || filter.session().equals(m.getSession()))
        .filter(m -> filter.tag() == null || m.getTags().contains(filter.tag()))
        .filter(m -> filter.project() == null || filter.project().equals(m.getProject()))
        .filter(m -> filter.status() == null || filter.status().equals(m.getStatus()))
        .filter(m -> filter.since() == null || !m.getOccurredAt().isBefore(filter.since()))
        .filter(m -> filter.until() == null || m.getOccurredAt().isBefore(filter.until()));
  }
}
