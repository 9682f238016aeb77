package dev.mneme.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.topics.Topic;
import dev.mneme.topics.Topics;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What it reads is held against what Avro's own reader reads. */
class ValueDecoderTest {

  private static final byte[] HEADER = {0, 0, 0, 0, 7};
  private static final int VALUES = 300;
  private static final int DAMAGES = 40;

  @BeforeAll
  static void trustOurClasses() {
    AvroSafety.enforce();
  }

  static Stream<Topic<?>> topics() {
    return Topics.all().stream();
  }

  @ParameterizedTest
  @MethodSource("topics")
  void shouldReadTheValuesThatAvroReadsOfEveryTopic(Topic<?> topic) throws IOException {
    Schema schema = SpecificData.get().getSchema(topic.valueType());
    ValueDecoder decoder = new ValueDecoder(schema);

    for (SpecificRecord value : MadeUpValues.of(schema, VALUES)) {
      Optional<SpecificRecord> read = decoder.decode(MadeUpValues.byAvro(HEADER, value));

      assertThat(read).contains(value);
      assertThat(MadeUpValues.byAvro(HEADER, read.get()))
          .isEqualTo(MadeUpValues.byAvro(HEADER, value));
    }
  }

  @ParameterizedTest
  @MethodSource("topics")
  void shouldReadNothingOfBytesThatAreCutOrGoOn(Topic<?> topic) throws IOException {
    Schema schema = SpecificData.get().getSchema(topic.valueType());
    ValueDecoder decoder = new ValueDecoder(schema);

    for (SpecificRecord value : MadeUpValues.of(schema, 5)) {
      byte[] whole = MadeUpValues.byAvro(HEADER, value);

      for (int length : List.of(HEADER.length, whole.length / 2, whole.length - 1)) {
        assertThat(decoder.decode(Arrays.copyOf(whole, length))).isEmpty();
      }
      assertThat(decoder.decode(Arrays.copyOf(whole, whole.length + 1))).isEmpty();
    }
  }

  /** What comes out of damaged bytes may be a value; it is never an exception, and never large. */
  @ParameterizedTest
  @MethodSource("topics")
  void shouldComeToAnEndWithDamagedBytes(Topic<?> topic) throws IOException {
    Schema schema = SpecificData.get().getSchema(topic.valueType());
    ValueDecoder decoder = new ValueDecoder(schema);
    Random random = new Random(3);

    for (SpecificRecord value : MadeUpValues.of(schema, 20)) {
      byte[] whole = MadeUpValues.byAvro(HEADER, value);
      for (int damage = 0; damage < DAMAGES; damage++) {
        byte[] damaged = whole.clone();
        int at = HEADER.length + random.nextInt(damaged.length - HEADER.length);
        damaged[at] = (byte) random.nextInt();
        damaged[at + random.nextInt(damaged.length - at)] ^= (byte) (1 << random.nextInt(8));

        Optional<SpecificRecord> read = decoder.decode(damaged);

        read.ifPresent(it -> assertThat(it.getSchema()).isEqualTo(schema));
      }
    }
  }
}
