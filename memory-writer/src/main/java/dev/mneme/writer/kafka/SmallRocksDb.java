package dev.mneme.writer.kafka;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

/**
 * Keeps the state's memory small, and the lookup of what is not there cheap: that is most lookups,
 * since an event and its content usually come for the first time. Bloom filters answer them, those
 * of the files and one over what is not in a file yet. The defaults reserve 90 MB for each of some
 * thirty stores.
 */
public final class SmallRocksDb implements RocksDBConfigSetter {
  private static final long WRITE_BUFFER = 2L * 1024 * 1024;
  private static final int WRITE_BUFFERS = 2;
  private static final double SHARE_FOR_FILTER = 0.04;
  private static final long BLOCK_CACHE = 32L * 1024 * 1024;
  private static final double SHARE_FOR_INDEX = 0.5;

  static {
    RocksDB.loadLibrary();
  }

  /** One for all stores of the process, so that it is a limit; never closed for that. */
  private static final LRUCache CACHE = new LRUCache(BLOCK_CACHE, -1, false, SHARE_FOR_INDEX);

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    options.setWriteBufferSize(WRITE_BUFFER);
    options.setMaxWriteBufferNumber(WRITE_BUFFERS);
    options.setMemtablePrefixBloomSizeRatio(SHARE_FOR_FILTER);
    options.setMemtableWholeKeyFiltering(true);
    options.setAllowConcurrentMemtableWrite(false); // a store has one thread that writes
    if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
      table.setBlockCache(CACHE);
      table.setCacheIndexAndFilterBlocks(true);
      table.setCacheIndexAndFilterBlocksWithHighPriority(true);
      table.setPinL0FilterAndIndexBlocksInCache(true);
      options.setTableFormatConfig(table);
    }
  }

  @Override
  public void close(String storeName, Options options) {
    // the cache is everybody's
  }
}
