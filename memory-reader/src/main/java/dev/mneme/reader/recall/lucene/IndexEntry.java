package dev.mneme.reader.recall.lucene;

import dev.mneme.events.MemoryRecord;
import dev.mneme.reader.recall.RecalledMemory;
import dev.mneme.reader.recall.ranking.ScoreParts;
import dev.mneme.serde.AvroSafety;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.apache.avro.SchemaNormalization;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** A record as it stands in the index, there and back. */
final class IndexEntry {

  /**
   * Count the number up when this class, {@link PackedFacts}, {@link Words} or {@link Language}
   * change.
   */
  static final String FORMAT =
      "4-"
          + Long.toHexString(
              SchemaNormalization.parsingFingerprint64(MemoryRecord.getClassSchema()));

  static {
    AvroSafety.enforce();
  }

  private IndexEntry() {}

  static IndexFormat format(Words words) {
    return new IndexFormat(FORMAT, words.analyzer());
  }

  static Document of(String key, MemoryRecord memory, Words words) {
    Document entry = new Document();
    exactly(entry, IndexedField.KEY, key);
    exactly(entry, IndexedField.OWNER, IndexedField.owner(memory.getTenant(), memory.getSubject()));
    exactly(entry, IndexedField.FAMILY, memory.getFamily());
    exactly(entry, IndexedField.TYPE, memory.getType());
    exactly(entry, IndexedField.STATUS, memory.getStatus());
    exactly(entry, IndexedField.SESSION, memory.getSession());
    exactly(entry, IndexedField.PROJECT, memory.getProject());
    memory.getTags().forEach(tag -> exactly(entry, IndexedField.TAG, tag));
    words.of(memory).forEach(said -> entry.add(new TextField(said.name(), said.text(), Store.NO)));
    entry.add(
        new NumericDocValuesField(IndexedField.OCCURRED_AT, memory.getOccurredAt().toEpochMilli()));
    entry.add(
        new SortedDocValuesField(IndexedField.ID, new BytesRef(memory.getMemoryId().toString())));
    entry.add(
        new BinaryDocValuesField(
            IndexedField.FACTS, PackedFacts.pack(key, memory, words.lengths(memory))));
    entry.add(new StoredField(IndexedField.RECORD, bytes(memory)));
    return entry;
  }

  private static void exactly(Document entry, String field, @Nullable String value) {
    if (value != null) {
      entry.add(new StringField(field, value, Store.NO));
    }
  }

  private static BytesRef bytes(MemoryRecord memory) {
    try {
      ByteBuffer bytes = memory.toByteBuffer();
      return new BytesRef(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("memory does not fail to take bytes", e);
    }
  }

  static MemoryRecord record(StoredFields fields, int entry) throws IOException {
    BytesRef bytes =
        fields.document(entry, Set.of(IndexedField.RECORD)).getBinaryValue(IndexedField.RECORD);
    return MemoryRecord.fromByteBuffer(ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length));
  }

  static RecalledMemory read(StoredFields fields, int entry, @Nullable ScoreParts parts)
      throws IOException {
    MemoryRecord memory = record(fields, entry);
    return new RecalledMemory(
        memory.getMemoryId(),
        memory.getText(),
        memory.getType(),
        memory.getSpeaker(),
        memory.getConversation(),
        memory.getSession(),
        memory.getOccurredAt(),
        memory.getCreatedAt(),
        memory.getTags(),
        memory.getMetadata(),
        memory.getRedactions(),
        memory.getProject(),
        memory.getStatus(),
        memory.getConfidence(),
        parts == null ? 0 : parts.score(),
        parts);
  }
}
