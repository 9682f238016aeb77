package dev.mneme.reader.recall.lucene;

import dev.mneme.events.MemoryRecord;
import dev.mneme.reader.recall.LayerFailure;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.recall.RecalledMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.ReaderManager;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
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

  private final Words words;
  private final Trust trust;
  private final Directory directory;
  private final IndexWriter writer;
  private final ReaderManager readers;
  private long next;
  private boolean dirty;
  private volatile boolean stale;
  private volatile @Nullable Exception broken;

  static PartitionIndex open(Path folder, Words words, Trust trust) throws IOException {
    IndexWriter writer = IndexFolder.open(folder, words, trust);
    try {
      return new PartitionIndex(writer, words, trust);
    } catch (IOException | RuntimeException e) {
      writer.rollback();
      writer.getDirectory().close();
      throw e;
    }
  }

  private PartitionIndex(IndexWriter writer, Words words, Trust trust) throws IOException {
    this.words = words;
    this.trust = trust;
    this.writer = writer;
    this.directory = writer.getDirectory();
    this.next = CommittedPosition.of(writer).next();
    this.readers = new ReaderManager(writer);
  }

  /** Offset wanted next; 0 when the index is new. */
  long next() {
    return next;
  }

  int size() {
    return writer.getDocStats().numDocs;
  }

  void put(String key, MemoryRecord memory) throws IOException {
    writer.updateDocument(new Term(IndexedField.KEY, key), IndexEntry.of(key, memory));
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

  /** Forgets everything; the log is to be read from this offset. */
  void startOver(long earliest) throws IOException {
    writer.deleteAll();
    changed();
    advanceTo(earliest);
    commit();
    refresh();
  }

  /** Makes visible what was put since the last time. */
  void refresh() throws IOException {
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
  }

  /** Makes durable what was put, together with the position. */
  void commit() throws IOException {
    if (dirty) {
      new CommittedPosition(IndexEntry.FORMAT, next, trust.now()).attachTo(writer);
      writer.commit();
      dirty = false;
    }
  }

  List<RecalledMemory> search(RecallQuery question, Duration within)
      throws IOException, LayerFailure {
    DirectoryReader reader = readers.acquire();
    try {
      return search(reader, Search.of(question, words), within);
    } finally {
      readers.release(reader);
    }
  }

  private static List<RecalledMemory> search(DirectoryReader reader, Search search, Duration within)
      throws IOException, LayerFailure {
    long deadline = System.nanoTime() + within.toNanos();
    IndexSearcher searcher = new IndexSearcher(reader);
    searcher.setTimeout(() -> System.nanoTime() - deadline > 0);
    ScoreDoc[] hits =
        searcher.search(search.query(), search.limit(), search.order(), search.scored()).scoreDocs;
    if (searcher.timedOut()) {
      throw new LayerFailure(LayerFailure.Kind.TIMEOUT, "the search took longer than " + within);
    }
    List<RecalledMemory> found = new ArrayList<>(hits.length);
    StoredFields fields = searcher.storedFields();
    for (ScoreDoc hit : hits) {
      found.add(IndexEntry.read(fields, hit.doc, search.scored() ? scoreOf(hit) : 0));
    }
    return found;
  }

  /** A sorted search carries the score as the first of the values it sorted by. */
  private static double scoreOf(ScoreDoc hit) {
    return hit instanceof FieldDoc sorted && sorted.fields[0] instanceof Float score
        ? score
        : hit.score;
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
