package dev.mneme.writer.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatheringStoreTest {
  private static final int STEPS = 20_000;

  @TempDir Path stateDir;

  /** Stands for the store on disk. */
  private KeyValueStore<Bytes, byte[]> below;

  private GatheringStore store;

  private MockProcessorContext<Object, Object> context;

  @BeforeEach
  void begin() {
    context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), stateDir.toFile());
    open();
  }

  private void open() {
    below = Stores.persistentKeyValueStore("gathered").get();
    store = new GatheringStore(below);
    store.init(context.getStateStoreContext(), store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void shouldAnswerAsAMapDoesWhateverComesInWhateverOrder() {
    Random random = new Random(7);
    Map<String, String> expected = new TreeMap<>();

    for (int step = 0; step < STEPS; step++) {
      String key = "k" + random.nextInt(400);
      String value = "v" + step;
      switch (random.nextInt(40)) {
        case 0 -> assertThat(contents()).isEqualTo(expected);
        case 1, 2, 3, 4 -> assertThat(text(store.delete(key(key)))).isEqualTo(expected.remove(key));
        case 5, 6 ->
            assertThat(text(store.putIfAbsent(key(key), bytes(value))))
                .isEqualTo(expected.putIfAbsent(key, value));
        case 7, 8 -> {
          store.putAll(List.of(new KeyValue<>(key(key), bytes(value))));
          expected.put(key, value);
        }
        case 9, 10, 11, 12, 13, 14, 15, 16, 17, 18 -> {
          store.put(key(key), bytes(value));
          expected.put(key, value);
        }
        default -> assertThat(text(store.get(key(key)))).isEqualTo(expected.get(key));
      }
    }
  }

  @Test
  void shouldHoldBackAFewWritesAndHandDownMany() {
    store.put(key("a"), bytes("1"));
    assertThat(below.get(key("a"))).isNull();

    for (int i = 0; i < 1_000; i++) {
      store.put(key("k" + i), bytes("v"));
    }

    assertThat(text(below.get(key("a")))).isEqualTo("1");
    assertThat(text(below.get(key("k0")))).isEqualTo("v");
  }

  @Test
  void shouldHandDownAFewWritesThatAreLarge() {
    store.put(key("large"), new byte[1_000_000]);

    assertThat(below.get(key("large"))).hasSize(1_000_000);
  }

  @Test
  void shouldHandDownEverythingBeforeOffsetsAreKept() {
    store.put(key("a"), bytes("1"));

    store.commit(Map.of());

    assertThat(text(below.get(key("a")))).isEqualTo("1");
  }

  @Test
  void shouldForgetNothingWhenItIsClosedAndOpenedAgain() {
    store.put(key("a"), bytes("1"));
    store.put(key("b"), bytes("1"));
    store.delete(key("b"));
    store.close();

    open();

    assertThat(contents()).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void shouldHoldBackNothingOfALifeThatFailed() {
    store.put(key("a"), bytes("1"));
    below.close(); // so that nothing can be handed down
    store.close();

    store.init(context.getStateStoreContext(), store);

    assertThat(store.get(key("a"))).isNull();
    assertThat(contents()).isEmpty();
  }

  @Test
  void shouldShowWhatIsHeldBackToWhoeverGoesThroughAPart() {
    store.put(key("a/1"), bytes("1"));
    store.put(key("a/2"), bytes("2"));
    store.put(key("b/1"), bytes("3"));

    List<String> found = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> part = store.prefixScan("a/", new StringSerializer())) {
      part.forEachRemaining(entry -> found.add(text(entry.value)));
    }

    assertThat(found).containsExactly("1", "2");
  }

  private Map<String, String> contents() {
    Map<String, String> contents = new TreeMap<>();
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      all.forEachRemaining(entry -> contents.put(text(entry.key.get()), text(entry.value)));
    }
    return contents;
  }

  private static Bytes key(String text) {
    return Bytes.wrap(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }
}
