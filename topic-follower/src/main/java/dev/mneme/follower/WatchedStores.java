package dev.mneme.follower;

import dev.mneme.tracing.Spans;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Stores whose work shows in the traces of the records they are given: a span for each record that
 * came in a sampled trace, as long as the batch it came in was under way.
 */
public final class WatchedStores implements PartitionStores {

  private final PartitionStores stores;
  private final String what;
  private final Spans spans;

  private WatchedStores(PartitionStores stores, String what, Spans spans) {
    this.stores = stores;
    this.what = what;
    this.spans = spans;
  }

  /**
   * The stores themselves when nobody watches.
   *
   * @param what is done with a record: index, project, audit
   */
  public static PartitionStores of(PartitionStores stores, String what, Spans spans) {
    return spans.isOn() ? new WatchedStores(stores, what, spans) : stores;
  }

  @Override
  public PartitionStore open(TopicPartition partition) throws Exception {
    return new Watched(stores.open(partition));
  }

  @FunctionalInterface
  private interface Applying {
    void run() throws Exception;
  }

  private final class Watched implements PartitionStore {

    private final PartitionStore store;

    Watched(PartitionStore store) {
      this.store = store;
    }

    @Override
    public long next() {
      return store.next();
    }

    @Override
    public void apply(List<ConsumerRecord<byte[], byte[]>> batch) throws Exception {
      watch(batch, () -> store.apply(batch));
    }

    @Override
    public void apply(List<ConsumerRecord<byte[], byte[]>> batch, long reached) throws Exception {
      watch(batch, () -> store.apply(batch, reached));
    }

    @Override
    public void reached(long offset) throws Exception {
      store.reached(offset);
    }

    private void watch(List<ConsumerRecord<byte[], byte[]>> batch, Applying applying)
        throws Exception {
      long next = store.next();
      List<Spans.Work> works = new ArrayList<>();
      for (ConsumerRecord<byte[], byte[]> record : batch) {
        if (record.offset() >= next) {
          works.add(spans.following(what, record));
        }
      }
      try {
        applying.run();
      } catch (Exception e) {
        works.forEach(work -> work.failed(e.getClass().getSimpleName()));
        throw e;
      } finally {
        works.forEach(Spans.Work::close);
      }
    }

    @Override
    public void tick(Instant now) throws Exception {
      store.tick(now);
    }

    @Override
    public boolean isDamaged() {
      return store.isDamaged();
    }

    @Override
    public void restart(long earliest) throws Exception {
      store.restart(earliest);
    }

    @Override
    public void restart(long earliest, long latest) throws Exception {
      store.restart(earliest, latest);
    }

    @Override
    public void close() throws IOException {
      store.close();
    }
  }
}
