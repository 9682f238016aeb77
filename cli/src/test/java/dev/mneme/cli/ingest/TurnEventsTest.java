package dev.mneme.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.MemoryEvent;
import dev.mneme.identity.Pseudonym;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TurnEventsTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static List<MemoryEvent> events(Optional<String> subject, String... lines) {
    TurnEvents events = new TurnEvents("default", subject, NOW);
    return Stream.of(lines)
        .map(line -> ((ParsedLine.Said) TurnParser.parse(1, line)).turn())
        .map(events::of)
        .toList();
  }

  private static String line(String conversation, String text) {
    return "{\"conv\":\"%s\",\"speaker\":\"A\",\"text\":\"%s\"}".formatted(conversation, text);
  }

  @Test
  void shouldGiveTheSameIdsForTheSameFileAndForALongerOne() {
    List<MemoryEvent> once = events(Optional.empty(), line("c", "one"), line("c", "two"));
    List<MemoryEvent> again =
        events(Optional.empty(), line("c", "one"), line("c", "two"), line("c", "three"));

    assertThat(again.subList(0, 2)).isEqualTo(once);
  }

  @Test
  void shouldKeepApartWhatIsSaidTwice() {
    List<MemoryEvent> events = events(Optional.empty(), line("c", "yes"), line("c", "yes"));

    assertThat(events.get(0).getEventId()).isNotEqualTo(events.get(1).getEventId());
  }

  @Test
  void shouldGiveEachConversationAPseudonymOfItsOwn() {
    List<MemoryEvent> events =
        events(Optional.empty(), line("a", "x"), line("b", "x"), line("a", "y"));

    assertThat(events).allSatisfy(e -> assertThat(Pseudonym.isValid(e.getSubject())).isTrue());
    assertThat(events.get(0).getSubject())
        .isEqualTo(events.get(2).getSubject())
        .isNotEqualTo(events.get(1).getSubject());
  }

  @Test
  void shouldTakeTurnsWithoutAConversationForOne() {
    List<MemoryEvent> events =
        events(
            Optional.empty(),
            "{\"speaker\":\"A\",\"text\":\"x\"}",
            "{\"speaker\":\"B\",\"text\":\"y\"}");

    assertThat(events.get(0).getSubject()).isEqualTo(events.get(1).getSubject());
    assertThat(events.get(0).getStore().getConversation()).isNull();
  }

  @Test
  void shouldUseTheSubjectThatIsGiven() {
    String subject = "a".repeat(64);

    assertThat(events(Optional.of(subject), line("a", "x"), line("b", "x")))
        .allSatisfy(e -> assertThat(e.getSubject()).isEqualTo(subject));
  }

  @Test
  void shouldStandInTheTimeOfIngestOnlyWhereTheTurnSaysNone() {
    List<MemoryEvent> events =
        events(
            Optional.empty(),
            "{\"speaker\":\"A\",\"text\":\"x\"}",
            "{\"speaker\":\"A\",\"text\":\"x\",\"date_time\":\"2023-05-08\"}");

    assertThat(events.get(0).getOccurredAt()).isEqualTo(NOW);
    assertThat(events.get(1).getOccurredAt()).isEqualTo(Instant.parse("2023-05-08T00:00:00Z"));
  }
}
