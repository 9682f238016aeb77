package dev.mneme.writer.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.events.OutcomeResult;
import dev.mneme.writer.memories.Answer;
import dev.mneme.writer.memories.Content;
import dev.mneme.writer.memories.Reason;
import java.time.Instant;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FormatsTest {
  private static final UUID KEY = UUID.fromString("11111111-1111-8111-8111-111111111111");
  private static final UUID OTHER = UUID.fromString("22222222-2222-8222-8222-222222222222");

  @Test
  void shouldTakeOneByteForAnEventThatStoredItsMemory() {
    Answer stored = new Answer(OutcomeResult.SUCCESS, KEY, 1, null);

    byte[] bytes = AnswerFormat.encode(KEY, stored);

    assertThat(bytes).containsExactly(1);
    assertThat(AnswerFormat.decode(KEY, bytes)).isEqualTo(stored);
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void shouldGiveBackEveryAnswer(Reason reason) {
    for (UUID memory : new UUID[] {KEY, OTHER, null}) {
      Answer answer = new Answer(reason.result(), memory, 3, reason);

      assertThat(AnswerFormat.decode(KEY, AnswerFormat.encode(KEY, answer))).isEqualTo(answer);
    }
    assertThat(Reason.ofWord(reason.word())).contains(reason);
  }

  @Property
  void shouldGiveBackEveryContent(@ForAll long high, @ForAll long low) {
    for (Content content :
        new Content[] {
          new Content.Held(new UUID(high, low)),
          new Content.Superseded(new UUID(high, low)),
          new Content.Forgotten(Instant.ofEpochMilli(low))
        }) {
      assertThat(ContentFormat.decode(ContentFormat.encode(content))).isEqualTo(content);
    }
  }

  @Test
  void shouldRefuseWhatALaterVersionWrote() {
    assertThatThrownBy(() -> AnswerFormat.decode(KEY, new byte[] {9, 0}))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> ContentFormat.decode(new byte[] {9, 0}))
        .isInstanceOf(IllegalStateException.class);
  }
}
