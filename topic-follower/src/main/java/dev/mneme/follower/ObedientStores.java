package dev.mneme.follower;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Stores into which nothing is written while somebody forbids it; the log keeps it for later. */
public final class ObedientStores implements PartitionStores {

  private final PartitionStores stores;
  private final Supplier<Optional<String>> forbidden;

  /**
   * @param forbidden why nothing may be written now; empty when it may. Asked before each write, so
   *     it must be quick
   */
  public ObedientStores(PartitionStores stores, Supplier<Optional<String>> forbidden) {
    this.stores = stores;
    this.forbidden = forbidden;
  }

  @Override
  public PartitionStore open(TopicPartition partition) throws Exception {
    return new Obedient(stores.open(partition));
  }

  private void requireAllowed() throws WriteForbiddenException {
    Optional<String> because = forbidden.get();
    if (because.isPresent()) {
      throw new WriteForbiddenException(because.get());
    }
  }

  private final class Obedient implements PartitionStore {

    private final PartitionStore store;

    Obedient(PartitionStore store) {
      this.store = store;
    }

    @Override
    public long next() {
      return store.next();
    }

    @Override
    public void apply(List<ConsumerRecord<byte[], byte[]>> batch) throws Exception {
      requireAllowed();
      store.apply(batch);
    }

    @Override
    public void apply(List<ConsumerRecord<byte[], byte[]>> batch, long reached) throws Exception {
      requireAllowed();
      store.apply(batch, reached);
    }

    @Override
    public void reached(long offset) throws Exception {
      requireAllowed();
      store.reached(offset);
    }

    /** What was written before may still become durable. */
    @Override
    public void tick(Instant now) throws Exception {
      store.tick(now);
    }

    @Override
    public boolean isDamaged() {
      return store.isDamaged();
    }

    /** Taking away what cannot be trusted writes nothing. */
    @Override
    public void restart(long earliest) throws Exception {
      store.restart(earliest);
    }

    @Override
    public void close() throws IOException {
      store.close();
    }
  }
}
