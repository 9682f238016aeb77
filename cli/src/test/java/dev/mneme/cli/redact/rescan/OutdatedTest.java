package dev.mneme.cli.redact.rescan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.MemoryRecord;
import dev.mneme.events.SourcePosition;
import dev.mneme.topics.RecordKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OutdatedTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void shouldKeepWhatAnotherVersionRedactedLast() {
    Outdated outdated = new Outdated("2", Optional.empty());
    see(outdated, "a", 1, "1");
    see(outdated, "a", 2, "1");
    see(outdated, "a", 2, "2");
    see(outdated, "a", 3, "1");
    outdated.see(key("a", 3), Optional.empty());
    see(outdated, "b", 4, "0");

    assertThat(outdated.byVersion()).isEqualTo(Map.of("1", 1, "0", 1));
    assertThat(outdated.read()).isEqualTo(6);
    assertThat(outdated.events(AT, ""))
        .extracting(event -> event.getRescan().getMemoryId())
        .containsExactly(new UUID(0, 1), new UUID(0, 4));
  }

  @Test
  void shouldLookAtOneSubjectOnlyWhenTold() {
    Outdated outdated = new Outdated("2", Optional.of("a"));
    see(outdated, "a", 1, "1");
    see(outdated, "b", 2, "1");

    assertThat(outdated.events(AT, "")).hasSize(1);
  }

  @Test
  void shouldNameTheSameWorkTheSameAndWorkAnewDifferently() {
    Outdated outdated = new Outdated("2", Optional.empty());
    see(outdated, "a", 1, "1");

    UUID id = outdated.events(AT, "").getFirst().getEventId();

    assertThat(outdated.events(AT.plusSeconds(1), "").getFirst().getEventId()).isEqualTo(id);
    assertThat(outdated.events(AT, "again").getFirst().getEventId()).isNotEqualTo(id);
  }

  private static void see(Outdated outdated, String subject, int id, String version) {
    outdated.see(
        key(subject, id),
        Optional.of(
            MemoryRecord.newBuilder()
                .setMemoryId(new UUID(0, id))
                .setTenant("acme")
                .setSubject(subject)
                .setType("fact")
                .setText("x")
                .setTags(List.of())
                .setMetadata(Map.of())
                .setOccurredAt(AT)
                .setCreatedAt(AT)
                .setRedactions(Map.of())
                .setPolicyVersion(version)
                .setSourceEventId(new UUID(0, id))
                .setSource(new SourcePosition("memory.events", 0, 0L))
                .build()));
  }

  private static RecordKey key(String subject, int id) {
    return new RecordKey("acme", subject, new UUID(0, id));
  }
}
