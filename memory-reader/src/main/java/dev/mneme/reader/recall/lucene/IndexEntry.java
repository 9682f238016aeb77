package dev.mneme.reader.recall.lucene;

import dev.mneme.events.MemoryRecord;
import dev.mneme.reader.recall.RecalledMemory;
import dev.mneme.serde.AvroSafety;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.apache.avro.SchemaNormalization;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.util.BytesRef;

/** A record as it stands in the index, there and back. */
final class IndexEntry {

  /**
   * Says how entries are written and words are analysed. An index of another format is rebuilt from
   * the log instead of being migrated: count the number up when this class or {@link Words} change.
   */
  static final String FORMAT =
      "2-"
          + Long.toHexString(
              SchemaNormalization.parsingFingerprint64(MemoryRecord.getClassSchema()));

  static {
    AvroSafety.enforce();
  }

  private IndexEntry() {}

  static Document of(String key, MemoryRecord memory) throws IOException {
    Document entry = new Document();
    String id = memory.getMemoryId().toString();
    entry.add(new StringField(IndexedField.KEY, key, Store.NO));
    entry.add(
        new StringField(
            IndexedField.OWNER,
            IndexedField.owner(memory.getTenant(), memory.getSubject()),
            Store.NO));
    entry.add(new StringField(IndexedField.FAMILY, memory.getFamily(), Store.NO));
    entry.add(new StringField(IndexedField.TYPE, memory.getType(), Store.NO));
    entry.add(new TextField(IndexedField.TEXT, memory.getText(), Store.NO));
    if (memory.getSession() != null) {
      entry.add(new StringField(IndexedField.SESSION, memory.getSession(), Store.NO));
    }
    if (memory.getSpeaker() != null) {
      entry.add(new TextField(IndexedField.SPEAKER, memory.getSpeaker(), Store.NO));
    }
    if (memory.getConversation() != null) {
      entry.add(new TextField(IndexedField.CONVERSATION, memory.getConversation(), Store.NO));
    }
    for (String tag : memory.getTags()) {
      entry.add(new TextField(IndexedField.TAGS, tag, Store.NO));
    }
    entry.add(
        new NumericDocValuesField(IndexedField.OCCURRED_AT, memory.getOccurredAt().toEpochMilli()));
    entry.add(new SortedDocValuesField(IndexedField.ID, new BytesRef(id)));
    ByteBuffer bytes = memory.toByteBuffer();
    entry.add(
        new StoredField(
            IndexedField.RECORD,
            new BytesRef(
                bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining())));
    return entry;
  }

  static RecalledMemory read(StoredFields fields, int entry, double score) throws IOException {
    BytesRef bytes =
        fields.document(entry, Set.of(IndexedField.RECORD)).getBinaryValue(IndexedField.RECORD);
    MemoryRecord memory =
        MemoryRecord.fromByteBuffer(ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length));
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
        score);
  }
}
