package dev.mneme.reader.recall.lucene;

import dev.mneme.events.MemoryEmbedding;
import dev.mneme.reader.embedding.EmbeddedText;
import dev.mneme.reader.embedding.QuantizedVector;
import java.nio.ByteBuffer;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;

/**
 * A vector as it stands in its index: by key, by owner, and in one doc value the hash of the model
 * (8 bytes), the hash of the key (8), the fingerprint of the text (8), the scale (4) and a byte for
 * each component, big-endian.
 */
final class VectorEntry {

  static final IndexFormat FORMAT = new IndexFormat("vectors-1", new KeywordAnalyzer());

  private static final int KEY_HASH = 8;
  private static final int FINGERPRINT = 16;
  private static final int SCALE = 24;
  private static final int COMPONENTS = 28;

  private VectorEntry() {}

  /**
   * @param owner tenant and subject, as {@link IndexedField#owner} puts them
   */
  static Document of(String key, String owner, MemoryEmbedding embedding) {
    byte[] components = bytes(embedding.getVector());
    ByteBuffer packed = ByteBuffer.allocate(COMPONENTS + components.length);
    packed.putLong(PackedFacts.hash(embedding.getModel()));
    packed.putLong(PackedFacts.hash(key));
    packed.putLong(EmbeddedText.shortened(bytes(embedding.getTextHash())));
    packed.putFloat((float) embedding.getScale());
    packed.put(components);
    Document entry = new Document();
    entry.add(new StringField(IndexedField.KEY, key, Store.YES));
    entry.add(new StringField(IndexedField.OWNER, owner, Store.NO));
    entry.add(new BinaryDocValuesField(IndexedField.VECTOR, new BytesRef(packed.array())));
    return entry;
  }

  static Term ownedBy(String owner) {
    return new Term(IndexedField.OWNER, owner);
  }

  static boolean isOf(BytesRef packed, long modelHash) {
    return buffer(packed).getLong(packed.offset) == modelHash;
  }

  static long keyHash(BytesRef packed) {
    return buffer(packed).getLong(packed.offset + KEY_HASH);
  }

  static long fingerprint(BytesRef packed) {
    return buffer(packed).getLong(packed.offset + FINGERPRINT);
  }

  static QuantizedVector vector(BytesRef packed) {
    byte[] components = new byte[packed.length - COMPONENTS];
    System.arraycopy(packed.bytes, packed.offset + COMPONENTS, components, 0, components.length);
    return new QuantizedVector(components, buffer(packed).getFloat(packed.offset + SCALE));
  }

  private static ByteBuffer buffer(BytesRef packed) {
    return ByteBuffer.wrap(packed.bytes, packed.offset, packed.length);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
