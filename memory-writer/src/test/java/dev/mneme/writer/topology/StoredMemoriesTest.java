package dev.mneme.writer.topology;

import dev.mneme.serde.InMemoryCodecs;
import dev.mneme.writer.memories.Memories;
import dev.mneme.writer.memories.MemoriesContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class StoredMemoriesTest extends MemoriesContract {
  @TempDir Path stateDir;
  private KeyValueStore<byte[], byte[]> memories;
  private KeyValueStore<byte[], byte[]> contents;
  private KeyValueStore<byte[], byte[]> expiries;
  private StoredMemories stored;

  @BeforeEach
  void open() {
    var context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), stateDir.toFile());
    memories = open(StoredMemories.MEMORIES, context);
    contents = open(StoredMemories.CONTENTS, context);
    expiries = open(Expiries.STORE, context);
    Encoding encoding =
        new Encoding(
            new InMemoryCodecs(), new RegistryPatience(Duration.ofSeconds(1), pause -> {}));
    stored =
        new StoredMemories(
            memories, contents, new Expiries(expiries), encoding::record, encoding::encode);
  }

  private static KeyValueStore<byte[], byte[]> open(
      String name, MockProcessorContext<Object, Object> context) {
    KeyValueStore<byte[], byte[]> store =
        StoredMemories.store(name).withLoggingDisabled().withCachingDisabled().build();
    store.init(context.getStateStoreContext(), store);
    return store;
  }

  @AfterEach
  void close() {
    memories.close();
    contents.close();
    expiries.close();
  }

  @Override
  protected Memories of(String tenant, String subject) {
    return stored.of(tenant, subject);
  }
}
