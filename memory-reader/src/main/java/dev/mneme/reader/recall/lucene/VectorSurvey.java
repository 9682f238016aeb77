package dev.mneme.reader.recall.lucene;

import dev.mneme.events.MemoryRecord;
import dev.mneme.reader.embedding.EmbeddedText;
import dev.mneme.reader.embedding.Missing;
import dev.mneme.reader.embedding.Missing.Wanted;
import dev.mneme.reader.recall.LayerFailure;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.topics.RecordKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.util.BytesRef;

/**
 * Compares the memories of each partition with their vectors, by hashes: a pass over a hundred
 * thousand of both takes milliseconds. A partition in which nothing changed is not looked at again.
 */
final class VectorSurvey implements Missing.Survey {

  private final OpenIndexes memories;
  private final OpenIndexes vectors;
  private final IntPredicate complete;
  private final Map<Integer, Versions> settled = new HashMap<>();

  private record Versions(long memories, long vectors) {}

  /** Hashes, sorted. */
  private record Known(long[] texts, long[] keys) {}

  /**
   * @param complete whether both topics of a partition were read to their ends: before that, what
   *     seems to be missing may only not have been read yet
   */
  VectorSurvey(OpenIndexes memories, OpenIndexes vectors, IntPredicate complete) {
    this.memories = memories;
    this.vectors = vectors;
    this.complete = complete;
  }

  @Override
  public Missing take(String model, int most) throws IOException {
    List<Wanted> wanted = new ArrayList<>();
    List<String> orphans = new ArrayList<>();
    long waiting = 0;
    for (Map.Entry<Integer, PartitionIndex> each : memories.all().entrySet()) {
      int partition = each.getKey();
      Optional<PartitionIndex> of = vectors.of(partition);
      if (of.isPresent() && complete.test(partition)) {
        try {
          // The vectors first: every one of them stands for a memory that was there before it.
          waiting +=
              of.get()
                  .read(
                      vectorsNow ->
                          each.getValue()
                              .read(
                                  memoriesNow ->
                                      compare(
                                          partition,
                                          memoriesNow,
                                          vectorsNow,
                                          model,
                                          most,
                                          wanted,
                                          orphans)));
        } catch (AlreadyClosedException e) {
          settled.remove(partition);
        } catch (LayerFailure e) {
          throw new IllegalStateException("a comparison has no deadline", e);
        }
      }
    }
    return new Missing(wanted, orphans, waiting);
  }

  private long compare(
      int partition,
      DirectoryReader memoriesNow,
      DirectoryReader vectorsNow,
      String model,
      int most,
      List<Wanted> wanted,
      List<String> orphans)
      throws IOException {
    Versions now = new Versions(memoriesNow.getVersion(), vectorsNow.getVersion());
    if (now.equals(settled.get(partition))) {
      return 0;
    }
    Known known = known(vectorsNow, PackedFacts.hash(model));
    long[] living = new long[memoriesNow.numDocs()];
    int count = 0;
    long waiting = 0;
    for (LeafReaderContext leaf : memoriesNow.leaves()) {
      BinaryDocValues facts = leaf.reader().getBinaryDocValues(IndexedField.FACTS);
      DocIdSetIterator personal = personal(leaf.reader());
      StoredFields fields = leaf.reader().storedFields();
      for (int doc = personal.nextDoc();
          doc != DocIdSetIterator.NO_MORE_DOCS;
          doc = personal.nextDoc()) {
        if (isLive(leaf.reader(), doc) && facts.advanceExact(doc)) {
          BytesRef packed = facts.binaryValue();
          living[count++] = PackedFacts.keyHash(packed);
          long text = mixed(PackedFacts.keyHash(packed), PackedFacts.fingerprint(packed));
          if (Arrays.binarySearch(known.texts(), text) < 0) {
            waiting++;
            if (wanted.size() < most) {
              wanted.add(wanted(IndexEntry.record(fields, doc)));
            }
          }
        }
      }
    }
    long[] keys = Arrays.copyOf(living, count);
    Arrays.sort(keys);
    boolean gone = orphans(vectorsNow, keys, known.keys(), orphans);
    if (waiting == 0 && !gone) {
      settled.put(partition, now);
    }
    return waiting;
  }

  private static DocIdSetIterator personal(LeafReader reader) throws IOException {
    PostingsEnum postings =
        reader.postings(new Term(IndexedField.FAMILY, RecallQuery.FAMILY), PostingsEnum.NONE);
    return postings == null ? DocIdSetIterator.empty() : postings;
  }

  private static Wanted wanted(MemoryRecord memory) {
    return new Wanted(
        new RecordKey(memory.getTenant(), memory.getSubject(), memory.getMemoryId()).key(),
        memory.getMemoryId(),
        EmbeddedText.of(memory.getSpeaker(), memory.getText()));
  }

  private static Known known(DirectoryReader reader, long modelHash) throws IOException {
    long[] texts = new long[reader.numDocs()];
    long[] keys = new long[reader.numDocs()];
    int count = 0;
    int ofModel = 0;
    for (LeafReaderContext leaf : reader.leaves()) {
      BinaryDocValues values = leaf.reader().getBinaryDocValues(IndexedField.VECTOR);
      for (int doc = values.nextDoc();
          doc != DocIdSetIterator.NO_MORE_DOCS;
          doc = values.nextDoc()) {
        if (isLive(leaf.reader(), doc)) {
          BytesRef packed = values.binaryValue();
          long key = VectorEntry.keyHash(packed);
          keys[count++] = key;
          if (VectorEntry.isOf(packed, modelHash)) {
            texts[ofModel++] = mixed(key, VectorEntry.fingerprint(packed));
          }
        }
      }
    }
    Known known = new Known(Arrays.copyOf(texts, ofModel), Arrays.copyOf(keys, count));
    Arrays.sort(known.texts());
    Arrays.sort(known.keys());
    return known;
  }

  /** Names the vectors whose memories are gone; whether there are any. */
  private static boolean orphans(
      DirectoryReader reader, long[] living, long[] keys, List<String> orphans) throws IOException {
    if (Arrays.stream(keys).allMatch(key -> Arrays.binarySearch(living, key) >= 0)) {
      return false;
    }
    for (LeafReaderContext leaf : reader.leaves()) {
      BinaryDocValues values = leaf.reader().getBinaryDocValues(IndexedField.VECTOR);
      StoredFields fields = leaf.reader().storedFields();
      for (int doc = values.nextDoc();
          doc != DocIdSetIterator.NO_MORE_DOCS;
          doc = values.nextDoc()) {
        if (isLive(leaf.reader(), doc)
            && Arrays.binarySearch(living, VectorEntry.keyHash(values.binaryValue())) < 0) {
          orphans.add(fields.document(doc, Set.of(IndexedField.KEY)).get(IndexedField.KEY));
        }
      }
    }
    return true;
  }

  private static boolean isLive(LeafReader reader, int doc) {
    return reader.getLiveDocs() == null || reader.getLiveDocs().get(doc);
  }

  private static long mixed(long key, long fingerprint) {
    return key * 31 + fingerprint;
  }
}
