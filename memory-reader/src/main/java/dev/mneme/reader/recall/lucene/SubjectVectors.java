package dev.mneme.reader.recall.lucene;

import dev.mneme.reader.embedding.QuantizedVector;
import dev.mneme.reader.recall.LayerFailure;
import dev.mneme.reader.recall.ranking.Facts;
import dev.mneme.reader.recall.ranking.Likeness;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of one subject's texts, by the fingerprint of the text: a vector of what a memory
 * said before it was changed, or of a memory that is gone, is found by nobody.
 */
final class SubjectVectors {

  static final SubjectVectors NONE = new SubjectVectors(Map.of());

  private final Map<Long, QuantizedVector> byFingerprint;

  private SubjectVectors(Map<Long, QuantizedVector> byFingerprint) {
    this.byFingerprint = byFingerprint;
  }

  static SubjectVectors read(DirectoryReader reader, String owner, String model, Deadline deadline)
      throws IOException, LayerFailure {
    long modelHash = PackedFacts.hash(model);
    Map<Long, QuantizedVector> vectors = new HashMap<>();
    for (LeafReaderContext leaf : reader.leaves()) {
      deadline.check();
      PostingsEnum owned = leaf.reader().postings(VectorEntry.ownedBy(owner), PostingsEnum.NONE);
      if (owned != null) {
        BinaryDocValues values = leaf.reader().getBinaryDocValues(IndexedField.VECTOR);
        Bits live = leaf.reader().getLiveDocs();
        for (int doc = owned.nextDoc();
            doc != DocIdSetIterator.NO_MORE_DOCS;
            doc = owned.nextDoc()) {
          if ((live == null || live.get(doc)) && values.advanceExact(doc)) {
            BytesRef packed = values.binaryValue();
            if (VectorEntry.isOf(packed, modelHash)) {
              vectors.put(VectorEntry.fingerprint(packed), VectorEntry.vector(packed));
            }
          }
        }
      }
    }
    return new SubjectVectors(vectors);
  }

  private @Nullable QuantizedVector of(Facts memory) {
    return byFingerprint.get(memory.fingerprint());
  }

  /** How many of the memories have one. */
  int count(List<Facts> memories) {
    int count = 0;
    for (Facts memory : memories) {
      count += of(memory) == null ? 0 : 1;
    }
    return count;
  }

  /** Of each memory to the question; {@code NaN} where there is no vector. */
  float[] likeness(List<Facts> memories, float[] question) {
    float[] likeness = new float[memories.size()];
    for (int i = 0; i < likeness.length; i++) {
      QuantizedVector vector = of(memories.get(i));
      likeness[i] =
          vector == null || vector.components().length != question.length
              ? Float.NaN
              : (float) vector.cosine(question);
    }
    return likeness;
  }

  Likeness between(List<Facts> memories) {
    return (one, other) -> {
      QuantizedVector a = of(memories.get(one));
      QuantizedVector b = of(memories.get(other));
      return a == null || b == null ? 0 : a.cosine(b);
    };
  }
}
