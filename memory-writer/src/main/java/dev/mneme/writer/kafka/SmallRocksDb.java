package dev.mneme.writer.kafka;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;

/**
 * Keeps the state's memory small: entries are 40 bytes and most lookups end at a bloom filter,
 * while the defaults reserve 90 MB for each of a dozen segments.
 */
public final class SmallRocksDb implements RocksDBConfigSetter {
  private static final long WRITE_BUFFER = 2L * 1024 * 1024;
  private static final int WRITE_BUFFERS = 2;
  private static final long BLOCK_CACHE = 2L * 1024 * 1024;

  private final LRUCache cache = new LRUCache(BLOCK_CACHE);

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    options.setWriteBufferSize(WRITE_BUFFER);
    options.setMaxWriteBufferNumber(WRITE_BUFFERS);
    if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
      table.setBlockCache(cache);
      table.setCacheIndexAndFilterBlocks(true);
      options.setTableFormatConfig(table);
    }
  }

  @Override
  public void close(String storeName, Options options) {
    cache.close();
  }
}
