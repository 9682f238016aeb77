package dev.mneme.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.MemoryRecord;
import dev.mneme.events.SourcePosition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class QuestionTest {

  private static MemoryRecord memory(String text) {
    return MemoryRecord.newBuilder()
        .setMemoryId(UUID.randomUUID())
        .setTenant("default")
        .setSubject("a".repeat(64))
        .setType("episode")
        .setText(text)
        .setTags(List.of())
        .setMetadata(Map.of())
        .setOccurredAt(Instant.EPOCH)
        .setCreatedAt(Instant.EPOCH)
        .setRedactions(Map.of())
        .setPolicyVersion("p")
        .setSourceEventId(UUID.randomUUID())
        .setSource(new SourcePosition("memory.events", 0, 0L))
        .build();
  }

  @Test
  void shouldAskAboutTheMemoryThatSaysMostInItsOwnWords() {
    MemoryRecord most = memory("The quarry near Pirna sells sandstone offcuts cheaply, 3 tonnes!");

    Question question = Question.about(List.of(memory("Yes."), most, memory("Thank you dearly.")));

    assertThat(question.answer()).isEqualTo(most.getMemoryId());
    assertThat(question.words().split(" ")).hasSize(5).contains("sandstone").doesNotContain("3");
  }

  @Test
  void shouldAskWithTheWholeTextWhereNoWordIsLong() {
    MemoryRecord only = memory("Is it so?");

    assertThat(Question.about(List.of(only)).words()).isEqualTo("Is it so?");
  }
}
