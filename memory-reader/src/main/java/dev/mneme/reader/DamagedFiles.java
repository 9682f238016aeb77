package dev.mneme.reader;

import dev.mneme.reader.fault.Faults;
import dev.mneme.reader.fault.IndexDamage;
import dev.mneme.reader.recall.lucene.LuceneIndexes;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;

/** Flips a byte on the disk, as a failing one would. */
@Singleton
@Requires(property = Faults.ENABLED, value = "true")
final class DamagedFiles implements IndexDamage {

  private final LuceneIndexes indexes;

  DamagedFiles(LuceneIndexes indexes) {
    this.indexes = indexes;
  }

  @Override
  public void damage(String subject) {
    try {
      flip(largest(indexes.filesInUse(subject)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    indexes.suspect(subject);
  }

  /** Of those that a search reads; a file of no segment any more would never be missed. */
  private static Path largest(List<Path> files) {
    return files.stream()
        .max(Comparator.comparingLong(file -> file.toFile().length()))
        .orElseThrow(() -> new IllegalStateException("the index has no files yet"));
  }

  private static void flip(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long middle = channel.size() / 2;
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, middle);
      one.put(0, (byte) ~one.get(0)).flip();
      channel.write(one, middle);
    }
  }
}
