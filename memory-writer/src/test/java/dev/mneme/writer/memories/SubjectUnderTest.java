package dev.mneme.writer.memories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.MemoryEvent;
import dev.mneme.events.MemoryRecord;
import dev.mneme.events.OutcomeResult;
import dev.mneme.events.SourcePosition;
import dev.mneme.events.StoreMemory;
import dev.mneme.identity.KeyedHash;
import dev.mneme.serde.AvroSafety;
import dev.mneme.writer.Sample;
import dev.mneme.writer.admission.Operation;
import dev.mneme.writer.memories.memory.InMemoryMemories;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One subject whose memories live as decided, with a topic of records beside them. */
final class SubjectUnderTest {
  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  static {
    AvroSafety.enforce(); // copies of records ask for classes by name
  }

  private final ContentIdentity identity = new ContentIdentity(new KeyedHash(new byte[32]));
  private final MemoryLife life;
  private final InMemoryMemories known = new InMemoryMemories();
  private final Map<UUID, MemoryRecord> topic = new HashMap<>();
  private Instant now = START;
  private long offset;

  SubjectUnderTest() {
    this(record -> record, MemoryPolicy.STANDARD);
  }

  SubjectUnderTest(Redaction redaction, MemoryPolicy policy) {
    this.life = new MemoryLife(policy, identity, redaction);
  }

  Instant now() {
    return now;
  }

  void passes(Duration time) {
    now = now.plus(time);
  }

  Decision store(String text) {
    return take(Sample.store(1, nextId(), text));
  }

  Decision store(StoreMemory.Builder memory) {
    return take(Sample.store(1, nextId(), memory.build()));
  }

  Decision take(MemoryEvent event) {
    Decision decision =
        life.decide(
            new Given(
                MemoryIds.of(event),
                event,
                Operation.of(event),
                Map.of(),
                "1",
                now,
                new SourcePosition("memory.events", 0, offset++)),
            known);
    decision.expired().forEach(expired -> expired.changes().forEach(this::apply));
    decision.changes().forEach(this::apply);
    assertHolds();
    return decision;
  }

  /** Removes what is over by the clock; how many. */
  int tick() {
    List<MemoryRecord> over =
        known.all().stream().filter(record -> MemoryLife.isOver(record, now)).toList();
    over.forEach(record -> MemoryLife.expire(record, known).changes().forEach(this::apply));
    assertHolds();
    return over.size();
  }

  UUID nextId() {
    return new UUID(0x4000, 0x8000_0000_0000_0000L | offset);
  }

  List<MemoryRecord> memories() {
    return known.all();
  }

  MemoryRecord memory(@Nullable UUID id) {
    return known.memory(id).orElseThrow();
  }

  boolean knows(UUID id) {
    return known.memory(id).isPresent();
  }

  private void apply(Change change) {
    known.apply(change);
    if (change instanceof Change.Keep(MemoryRecord record)) {
      topic.put(record.getMemoryId(), record);
    } else if (change instanceof Change.Drop(UUID id)) {
      topic.remove(id);
    }
  }

  /** What is true after every event, whatever it was. */
  private void assertHolds() {
    Set<String> hashes = new HashSet<>();
    for (MemoryRecord record : known.all()) {
      assertThat(hashes.add(record.getContentHash())).as("one memory for a content").isTrue();
      assertThat(record.getContentHash()).isEqualTo(identity.of(record));
      assertThat(known.content(record.getContentHash()))
          .contains(new Content.Held(record.getMemoryId()));
      assertThat(record.getExpiresAt()).isNotNull();
    }
    known
        .contents()
        .values()
        .forEach(
            content -> {
              switch (content) {
                case Content.Held(UUID memory) -> assertThat(knows(memory)).isTrue();
                case Content.Superseded(UUID memory) -> assertThat(knows(memory)).isTrue();
                case Content.Forgotten _ -> {}
              }
            });
    assertThat(topic.values()).containsExactlyInAnyOrderElementsOf(known.all());
  }

  static void assertAnswered(Decision decision, OutcomeResult result, @Nullable Reason reason) {
    assertThat(decision.answer().result()).as(decision.because()).isEqualTo(result);
    assertThat(decision.answer().reason()).as(decision.because()).isEqualTo(reason);
  }
}
