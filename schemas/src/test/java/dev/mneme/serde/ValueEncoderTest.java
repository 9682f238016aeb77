package dev.mneme.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.events.MemoryEvent;
import dev.mneme.events.StoreMemory;
import dev.mneme.topics.Topic;
import dev.mneme.topics.Topics;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What it writes is held against what Avro's own writer writes. */
class ValueEncoderTest {

  private static final byte[] HEADER = {0, 0, 0, 0, 7};
  private static final int VALUES = 500;

  @BeforeAll
  static void trustOurClasses() {
    AvroSafety.enforce();
  }

  static Stream<Topic<?>> topics() {
    return Topics.all().stream();
  }

  @ParameterizedTest
  @MethodSource("topics")
  void shouldWriteTheBytesThatAvroWritesForAnyValueOfEveryTopic(Topic<?> topic) throws IOException {
    Schema schema = SpecificData.get().getSchema(topic.valueType());
    ValueEncoder encoder = new ValueEncoder(schema);

    for (SpecificRecord value : MadeUpValues.of(schema, VALUES)) {
      assertThat(encoder.encode(HEADER, value)).isEqualTo(MadeUpValues.byAvro(HEADER, value));
    }
  }

  @Test
  void shouldWriteTextsOfAnyScriptAndSizeAndThenASmallOneAgain() throws IOException {
    ValueEncoder encoder = encoder();

    for (String text : List.of("x", "héllo wörld", "日本語 😀", "y".repeat(200_000), "z")) {
      MemoryEvent event = event(text);

      assertThat(encoder.encode(HEADER, event)).isEqualTo(MadeUpValues.byAvro(HEADER, event));
    }
  }

  @Test
  void shouldKeepValuesApartThatSeveralThreadsWriteAtOnce() throws Exception {
    ValueEncoder encoder = encoder();
    List<MemoryEvent> events = Stream.of("a", "bb", "ccc", "dddd").map(this::event).toList();
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (MemoryEvent event : events) {
      byte[] expected = MadeUpValues.byAvro(HEADER, event);
      tasks.add(
          () -> {
            for (int i = 0; i < 2_000; i++) {
              if (!Arrays.equals(expected, encoder.encode(HEADER, event))) {
                return false;
              }
            }
            return true;
          });
    }

    try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
      for (Future<Boolean> same : threads.invokeAll(tasks)) {
        assertThat(same.get()).isTrue();
      }
    }
  }

  @Test
  void shouldRefuseAValueThatLacksAFieldAndWriteTheNextOneUnharmed() throws IOException {
    ValueEncoder encoder = encoder();
    MemoryEvent whole = event("whole");

    assertThatThrownBy(() -> encoder.encode(HEADER, new MemoryEvent()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the value does not fit dev.mneme.events.MemoryEvent");
    assertThat(encoder.encode(HEADER, whole)).isEqualTo(MadeUpValues.byAvro(HEADER, whole));
  }

  @Test
  void shouldRefuseASchemaItCannotWrite() {
    Schema twoOperations =
        SchemaBuilder.record("Odd")
            .fields()
            .name("what")
            .type()
            .unionOf()
            .stringType()
            .and()
            .longType()
            .endUnion()
            .noDefault()
            .endRecord();

    assertThatThrownBy(() -> new ValueEncoder(twoOperations))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be written");
  }

  private static ValueEncoder encoder() {
    return new ValueEncoder(MemoryEvent.getClassSchema());
  }

  private MemoryEvent event(String text) {
    return MemoryEvent.newBuilder()
        .setEventId(UUID.randomUUID())
        .setTenant("default")
        .setSubject("hs_" + "a".repeat(43))
        .setOccurredAt(Instant.ofEpochMilli(-5))
        .setSource("test")
        .setStore(
            StoreMemory.newBuilder()
                .setType("episode")
                .setText(text)
                .setTags(List.of("one", "two"))
                .setMetadata(Map.of("k", text))
                .build())
        .build();
  }
}
