package dev.mneme.topology;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.Options;

/**
 * Lets RocksDB answer that a key is not there without searching for it in what was written last.
 * Streams gives tables on disk such a filter by itself, not those in memory; and nearly every event
 * asks for keys that are new.
 */
public final class FilteredMemtables implements RocksDBConfigSetter {

  /** Of the memory of a table; enough for values of a few hundred bytes. */
  private static final double SHARE = 0.05;

  @Override
  public void setConfig(String store, Options options, Map<String, Object> configs) {
    options.setMemtablePrefixBloomSizeRatio(SHARE);
    options.setMemtableWholeKeyFiltering(true);
  }

  @Override
  public void close(String store, Options options) {
    // nothing was allocated besides the options
  }
}
