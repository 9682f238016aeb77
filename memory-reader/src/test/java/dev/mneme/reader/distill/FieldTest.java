package dev.mneme.reader.distill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.MemoryRecord;
import dev.mneme.reader.recall.Memories;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FieldTest {

  private static final MemoryRecord MEMORY =
      Memories.builder(1, "x")
          .setType("fact")
          .setStatus("stable")
          .setConfidence(0.75)
          .setProject("p")
          .setTags(List.of("red", "blue", "red"))
          .setMetadata(Map.of("score", "3.5", "a.b", "dotted", "word", "1f", "zero", "-0.0"))
          .setRedactions(Map.of("email", 2))
          .setData("{\"x\":{\"y\":7,\"s\":\"z\",\"l\":[1,\"b\",{}]},\"b\":true,\"n\":null}")
          .build();

  @Test
  void shouldFindNumbers() {
    assertThat(number("confidence")).hasValue(0.75);
    assertThat(number("metadata.score")).hasValue(3.5);
    assertThat(number("metadata.zero")).hasValue(0.0);
    assertThat(number("redactions.email")).hasValue(2);
    assertThat(number("data.x.y")).hasValue(7);
  }

  @Test
  void shouldNotTakeForANumberWhatIsNone() {
    for (String path :
        List.of(
            "type",
            "tags",
            "metadata.word",
            "metadata.none",
            "redactions.phone",
            "data.x",
            "data.x.s",
            "data.x.l",
            "data.b",
            "data.n",
            "data.q.r")) {
      assertThat(number(path)).as(path).isEmpty();
    }
  }

  @Test
  void shouldFindValues() {
    assertThat(values("type")).containsExactly("fact");
    assertThat(values("status")).containsExactly("stable");
    assertThat(values("project")).containsExactly("p");
    assertThat(values("session")).isEmpty();
    assertThat(values("tags")).containsExactly("red", "blue");
    assertThat(values("metadata.a.b")).containsExactly("dotted");
    assertThat(values("data.x.l")).containsExactly("1", "b");
    assertThat(values("data.b")).containsExactly("true");
    assertThat(values("data.n")).isEmpty();
    assertThat(values("data.x")).isEmpty();
  }

  @Test
  void shouldHaveNoFieldForWhatSomebodySaid() {
    for (String path :
        List.of(
            "text", "speaker", "subject", "id", "", "data", "data.", "data.x..y", "metadata.")) {
      assertThat(Field.at(path)).as(path).isEmpty();
    }
  }

  @Test
  void shouldBeginEachStretchOfTimeInUtc() {
    Instant at = Instant.parse("2026-03-01T12:34:56Z"); // a Sunday

    assertThat(Bucket.HOUR.startOf(at)).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(Bucket.DAY.startOf(at)).isEqualTo("2026-03-01T00:00:00Z");
    assertThat(Bucket.WEEK.startOf(at)).isEqualTo("2026-02-23T00:00:00Z");
    assertThat(Bucket.MONTH.startOf(at)).isEqualTo("2026-03-01T00:00:00Z");
  }

  private static OptionalDouble number(String path) {
    return Field.at(path).orElseThrow().number(MEMORY);
  }

  private static Iterable<String> values(String path) {
    return Field.at(path).orElseThrow().values(MEMORY);
  }
}
