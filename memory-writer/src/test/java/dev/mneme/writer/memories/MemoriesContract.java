package dev.mneme.writer.memories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.MemoryRecord;
import dev.mneme.writer.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every adapter of {@link Memories} keeps. */
public abstract class MemoriesContract {
  private static final String SUBJECT = Sample.subject(1);
  private static final UUID ONE = UUID.fromString("11111111-1111-4111-8111-111111111111");
  private static final UUID TWO = UUID.fromString("ffffffff-ffff-4fff-bfff-ffffffffffff");
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00.123Z");

  /** The same subject gives the same memories. */
  protected abstract Memories of(String tenant, String subject);

  private Memories memories() {
    return of("acme", SUBJECT);
  }

  private static MemoryRecord record(UUID id, String text) {
    return Records.record("acme", SUBJECT, id, text);
  }

  @Test
  void shouldKnowNothingAtFirst() {
    assertThat(memories().memory(ONE)).isEmpty();
    assertThat(memories().content("h")).isEmpty();
    assertThat(ids(memories())).isEmpty();
  }

  @Test
  void shouldGiveBackTheMemoryItKeepsAndItsLatestForm() {
    memories().apply(new Change.Keep(record(ONE, "first")));
    memories().apply(new Change.Keep(record(ONE, "second")));

    assertThat(memories().memory(ONE)).contains(record(ONE, "second"));
    assertThat(ids(memories())).containsExactly(ONE);
  }

  @Test
  void shouldDropAMemoryOnceOrTwice() {
    memories().apply(new Change.Keep(record(ONE, "first")));

    memories().apply(new Change.Drop(ONE));
    memories().apply(new Change.Drop(ONE));

    assertThat(memories().memory(ONE)).isEmpty();
  }

  @Test
  void shouldVisitEveryMemoryOfTheSubjectAndNoOther() {
    Memories near = of("acme", Sample.subject(1) + "0");
    Memories other = of("acme2", SUBJECT);
    near.apply(new Change.Keep(Records.record("acme", SUBJECT + "0", ONE, "near")));
    other.apply(new Change.Keep(Records.record("acme2", SUBJECT, ONE, "other")));
    memories().apply(new Change.Keep(record(ONE, "first")));
    memories().apply(new Change.Keep(record(TWO, "second")));

    List<MemoryRecord> visited = new ArrayList<>();
    memories().eachMemory(visited::add);

    assertThat(visited).containsExactlyInAnyOrder(record(ONE, "first"), record(TWO, "second"));
    assertThat(ids(memories())).containsExactlyInAnyOrder(ONE, TWO);
    assertThat(ids(near)).containsExactly(ONE);
  }

  @Test
  void shouldTellWhatBecameOfAContent() {
    for (Content content :
        List.of(new Content.Held(ONE), new Content.Superseded(TWO), new Content.Forgotten(AT))) {
      memories().apply(new Change.Mark("h", content));

      assertThat(memories().content("h")).contains(content);
    }
    assertThat(of("acme", Sample.subject(2)).content("h")).isEmpty();

    memories().apply(new Change.Free("h"));

    assertThat(memories().content("h")).isEmpty();
  }

  @Test
  void shouldReleaseAllContentsOfAMemoryAndNoOther() {
    Memories stranger = of("acme", Sample.subject(2));
    stranger.apply(new Change.Mark("h", new Content.Held(ONE)));
    memories().apply(new Change.Mark("held", new Content.Held(ONE)));
    memories().apply(new Change.Mark("former", new Content.Superseded(ONE)));
    memories().apply(new Change.Mark("another's", new Content.Held(TWO)));
    memories().apply(new Change.Mark("forgotten", new Content.Forgotten(AT)));

    memories().apply(new Change.Release(Set.of(ONE), new Change.Afterwards.GoTo(TWO)));

    assertThat(memories().content("held")).contains(new Content.Held(TWO));
    assertThat(memories().content("former")).contains(new Content.Superseded(TWO));

    memories()
        .apply(
            new Change.Release(Set.of(TWO), new Change.Afterwards.AreForgotten(AT.plusSeconds(1))));

    for (String hash : List.of("held", "former", "another's")) {
      assertThat(memories().content(hash)).contains(new Content.Forgotten(AT.plusSeconds(1)));
    }
    assertThat(memories().content("forgotten")).contains(new Content.Forgotten(AT));
    assertThat(stranger.content("h")).contains(new Content.Held(ONE));

    stranger.apply(new Change.Release(Set.of(ONE), new Change.Afterwards.AreFree()));

    assertThat(stranger.content("h")).isEmpty();
  }

  private static List<UUID> ids(Memories memories) {
    List<UUID> ids = new ArrayList<>();
    memories.eachId(ids::add);
    return ids;
  }
}
