package dev.mneme.reader.recall.lucene;

import dev.mneme.reader.recall.LayerFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderManager;
import org.apache.lucene.index.SegmentReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;

/**
 * The index of one partition. One thread writes; any number search, and one more may refresh.
 *
 * <p>To be seen and to be durable are two things here: {@link #refresh} makes what was put visible
 * within a millisecond, {@link #commit} makes it survive. What was seen but not committed comes
 * back by replaying the log from {@link #next}; putting and removing the same again changes
 * nothing.
 */
final class PartitionIndex implements AutoCloseable {

  private final IndexFormat format;
  private final Trust trust;
  private final Directory directory;
  private final IndexWriter writer;
  private final ReaderManager readers;
  private long next;
  private boolean dirty;
  private volatile boolean stale;
  private volatile long reached;
  private volatile long visible;
  private volatile @Nullable Exception broken;
  private volatile boolean suspect;

  static PartitionIndex open(Path folder, IndexFormat format, Trust trust) throws IOException {
    IndexWriter writer = IndexFolder.open(folder, format, trust);
    try {
      return new PartitionIndex(writer, format, trust);
    } catch (IOException | RuntimeException e) {
      writer.rollback();
      writer.getDirectory().close();
      throw e;
    }
  }

  private PartitionIndex(IndexWriter writer, IndexFormat format, Trust trust) throws IOException {
    this.format = format;
    this.trust = trust;
    this.writer = writer;
    this.directory = writer.getDirectory();
    this.next = CommittedPosition.of(writer).next();
    this.readers = new ReaderManager(writer);
    this.reached = next;
    this.visible = next;
  }

  /** Offset wanted next; 0 when the index is new. */
  long next() {
    return next;
  }

  int size() {
    return writer.getDocStats().numDocs;
  }

  void put(String key, Document entry) throws IOException {
    writer.updateDocument(new Term(IndexedField.KEY, key), entry);
    changed();
  }

  void remove(String key) throws IOException {
    writer.deleteDocuments(new Term(IndexedField.KEY, key));
    changed();
  }

  /** All below this offset is in the index. */
  void advanceTo(long offset) {
    next = offset;
    dirty = true;
  }

  /** All below this offset is done with, records or not. */
  void reached(long offset) {
    reached = offset;
  }

  /** All below this offset is what a search sees. */
  long visible() {
    return visible;
  }

  /** Has its files checked when {@link #damage} is asked next. */
  void suspect() {
    suspect = true;
  }

  /** Names of the files that a search reads now; others there are of no segment any more. */
  Set<String> filesInUse() throws IOException {
    DirectoryReader reader = readers.acquire();
    try {
      Set<String> names = new HashSet<>();
      for (LeafReaderContext leaf : reader.leaves()) {
        if (leaf.reader() instanceof SegmentReader segment) {
          names.addAll(segment.getSegmentInfo().files());
        }
      }
      return names;
    } finally {
      readers.release(reader);
    }
  }

  /**
   * What is wrong with its files, if it was suspected and something is. Each segment is read whole
   * and compared with its sum.
   */
  Optional<String> damage() throws IOException {
    if (!suspect) {
      return Optional.empty();
    }
    suspect = false;
    DirectoryReader reader = readers.acquire();
    try {
      IndexFolder.checkIntegrity(reader);
      return Optional.empty();
    } catch (IOException e) {
      if (!IndexFolder.isDamage(e)) {
        throw e;
      }
      return Optional.of(e.getClass().getSimpleName());
    } finally {
      readers.release(reader);
    }
  }

  /** Forgets everything; the log is to be read from this offset. */
  void startOver(long earliest) throws IOException {
    writer.deleteAll();
    changed();
    advanceTo(earliest);
    reached(earliest);
    commit();
    refresh();
  }

  /** Makes visible what was put since the last time. */
  void refresh() throws IOException {
    long from = reached;
    if (stale && broken == null) {
      // Before the refresh, not after: a change that comes meanwhile must not be taken for seen.
      stale = false;
      try {
        readers.maybeRefreshBlocking();
      } catch (IOException | RuntimeException e) {
        broken = e;
        throw e;
      }
    }
    if (broken == null) {
      visible = from;
    }
  }

  /** Makes durable what was put, together with the position. */
  void commit() throws IOException {
    if (dirty) {
      new CommittedPosition(format.name(), next, trust.now()).attachTo(writer);
      writer.commit();
      dirty = false;
    }
  }

  /** What is done with the index as it is visible now. */
  @FunctionalInterface
  interface Reading<T> {
    T read(DirectoryReader reader) throws IOException, LayerFailure;
  }

  <T> T read(Reading<T> reading) throws IOException, LayerFailure {
    DirectoryReader reader = readers.acquire();
    try {
      return reading.read(reader);
    } finally {
      readers.release(reader);
    }
  }

  private void changed() throws IOException {
    if (broken != null) {
      throw new IOException("what was put can no longer be made visible", broken);
    }
    dirty = true;
    stale = true;
  }

  /** Commits and closes. */
  @Override
  public void close() throws IOException {
    try (directory;
        writer;
        readers) {
      commit();
    }
  }

  /** Closes as a crash would: what was not committed is gone. */
  void abandon() throws IOException {
    try (directory;
        readers) {
      writer.rollback();
    }
  }
}
