package dev.mneme.reader.recall.lucene;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the folder of an index for writing, and makes sure that what is in it can be trusted.
 *
 * <p>Everything in it comes from the log, so whatever is damaged or of another format is thrown
 * away and built again. What only stands in the way (another process holds the lock, no permission,
 * no space) is not damage, and stops the opening instead.
 */
final class IndexFolder {

  private static final Logger log = LoggerFactory.getLogger(IndexFolder.class);

  private IndexFolder() {}

  static IndexWriter open(Path folder, IndexFormat format, Trust trust) throws IOException {
    Directory directory = FSDirectory.open(folder);
    try {
      return openTrusted(directory, folder, format, trust);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private static IndexWriter openTrusted(
      Directory directory, Path folder, IndexFormat format, Trust trust) throws IOException {
    String damage;
    try {
      IndexWriter writer = new IndexWriter(directory, settings(format));
      Optional<String> found = damageIn(writer, format, trust);
      if (found.isEmpty()) {
        return writer;
      }
      damage = found.get();
    } catch (IOException e) {
      if (!isDamage(e)) {
        throw e;
      }
      damage = e.toString();
    }
    log.warn("index thrown away, to be rebuilt from the log folder={} because={}", folder, damage);
    empty(directory);
    return new IndexWriter(directory, settings(format));
  }

  /** Closes the writer unless its index is sound. */
  private static Optional<String> damageIn(IndexWriter writer, IndexFormat format, Trust trust)
      throws IOException {
    boolean sound = false;
    try (DirectoryReader reader = DirectoryReader.open(writer)) {
      CommittedPosition position = CommittedPosition.of(writer);
      boolean fresh = reader.leaves().isEmpty() && position.isNone();
      if (!fresh && !position.isOf(format.name())) {
        return Optional.of("its format is " + position.format() + ", not " + format.name());
      }
      if (!fresh && !trust.covers(position.at())) {
        return Optional.of(
            "it was last committed at %s, and may have missed deletions that the log no longer holds"
                .formatted(position.at()));
      }
      // Lucene checks the sums of the large files only when it merges them; a flipped bit is to be
      // seen now.
      checkIntegrity(reader);
      sound = true;
      return Optional.empty();
    } finally {
      if (!sound) {
        writer.rollback();
      }
    }
  }

  /** Reads every segment whole. */
  static void checkIntegrity(DirectoryReader reader) throws IOException {
    for (LeafReaderContext leaf : reader.leaves()) {
      if (leaf.reader() instanceof CodecReader segment) {
        segment.checkIntegrity();
      }
    }
  }

  static boolean isDamage(IOException e) {
    return e instanceof CorruptIndexException
        || e instanceof IndexFormatTooOldException
        || e instanceof IndexFormatTooNewException
        || e instanceof IndexNotFoundException
        || e instanceof EOFException
        || e instanceof NoSuchFileException
        || e instanceof FileNotFoundException;
  }

  private static void empty(Directory directory) throws IOException {
    try (Lock lock = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
      for (String file : directory.listAll()) {
        if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
          lock.ensureValid();
          directory.deleteFile(file);
        }
      }
    }
  }

  private static IndexWriterConfig settings(IndexFormat format) {
    return new IndexWriterConfig(format.analyzer())
        .setOpenMode(IndexWriterConfig.OpenMode.CREATE_OR_APPEND)
        .setCommitOnClose(false)
        .setRAMBufferSizeMB(8);
  }
}
