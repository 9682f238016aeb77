package dev.mneme.reader.recall.lucene;

import dev.mneme.events.MemoryRecord;
import dev.mneme.reader.concepts.Episode;
import dev.mneme.reader.concepts.shelf.EpisodeSource;
import dev.mneme.reader.embedding.EmbeddedText;
import dev.mneme.reader.embedding.QuantizedVector;
import dev.mneme.reader.recall.LayerFailure;
import dev.mneme.reader.recall.RecallQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.IntPredicate;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/** Episodes out of the indexes of memories and of their vectors, as both are visible now. */
final class LuceneEpisodes implements EpisodeSource {

  private final OpenIndexes memories;
  private final OpenIndexes vectors;
  private final Words words;
  private final long model;
  private final IntPredicate complete;

  /**
   * @param complete whether both topics of a partition were read to their ends
   */
  LuceneEpisodes(
      OpenIndexes memories, OpenIndexes vectors, Words words, String model, IntPredicate complete) {
    this.memories = memories;
    this.vectors = vectors;
    this.words = words;
    this.model = PackedFacts.hash(model);
    this.complete = complete;
  }

  @Override
  public Set<Integer> partitions() {
    Set<Integer> partitions = new TreeSet<>();
    for (int partition : memories.all().keySet()) {
      if (vectors.of(partition).isPresent() && complete.test(partition)) {
        partitions.add(partition);
      }
    }
    return partitions;
  }

  @Override
  public OptionalLong visible(int partition) {
    return memories
        .of(partition)
        .map(index -> OptionalLong.of(index.visible()))
        .orElseGet(OptionalLong::empty);
  }

  @Override
  public Set<String> owners(int partition) throws IOException {
    return vectors(
        partition,
        reader -> {
          Set<String> owners = new TreeSet<>();
          for (LeafReaderContext leaf : reader.leaves()) {
            Terms terms = leaf.reader().terms(IndexedField.OWNER);
            if (terms != null) {
              TermsEnum each = terms.iterator();
              for (BytesRef term = each.next(); term != null; term = each.next()) {
                owners.add(term.utf8ToString());
              }
            }
          }
          return owners;
        });
  }

  @Override
  public List<Episode> all(int partition, String owner) throws IOException {
    return episodes(partition, owner, Search.exactly(IndexedField.OWNER, owner));
  }

  @Override
  public List<Episode> of(int partition, String owner, Collection<UUID> ids) throws IOException {
    if (ids.isEmpty()) {
      return List.of();
    }
    List<BytesRef> keys = ids.stream().map(id -> new BytesRef(owner + "/" + id)).toList();
    return episodes(partition, owner, new TermInSetQuery(IndexedField.KEY, keys));
  }

  private List<Episode> episodes(int partition, String owner, Query which) throws IOException {
    Map<Long, QuantizedVector> known = vectors(partition, reader -> vectors(reader, which));
    Query own =
        new BooleanQuery.Builder()
            .add(which, Occur.FILTER)
            .add(Search.exactly(IndexedField.OWNER, owner), Occur.FILTER)
            .add(Search.exactly(IndexedField.FAMILY, RecallQuery.FAMILY), Occur.FILTER)
            .build();
    return read(
        memories.of(partition).orElseThrow(() -> gone(partition)),
        reader -> {
          List<Episode> episodes = new ArrayList<>();
          each(
              reader,
              own,
              (leaf, doc) -> {
                StoredFields fields = leaf.reader().storedFields();
                MemoryRecord memory = IndexEntry.record(fields, doc);
                long fingerprint =
                    EmbeddedText.shortened(
                        EmbeddedText.of(memory.getSpeaker(), memory.getText()).hash());
                QuantizedVector vector = known.get(fingerprint);
                if (vector != null) {
                  episodes.add(
                      new Episode(
                          memory.getMemoryId(),
                          memory.getSource().getOffset(),
                          fingerprint,
                          vector.unit(),
                          words.telling(memory.getText())));
                }
              });
          return episodes;
        });
  }

  private Map<Long, QuantizedVector> vectors(DirectoryReader reader, Query which)
      throws IOException {
    Map<Long, QuantizedVector> found = new HashMap<>();
    each(
        reader,
        which,
        (leaf, doc) -> {
          BinaryDocValues values = leaf.reader().getBinaryDocValues(IndexedField.VECTOR);
          if (values != null && values.advanceExact(doc)) {
            BytesRef packed = values.binaryValue();
            if (VectorEntry.isOf(packed, model)) {
              found.put(VectorEntry.fingerprint(packed), VectorEntry.vector(packed));
            }
          }
        });
    return found;
  }

  @FunctionalInterface
  private interface AtEntry {
    void at(LeafReaderContext leaf, int doc) throws IOException;
  }

  private static void each(DirectoryReader reader, Query query, AtEntry action) throws IOException {
    IndexSearcher searcher = new IndexSearcher(reader);
    Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
    for (LeafReaderContext leaf : reader.leaves()) {
      Scorer scorer = weight.scorer(leaf);
      if (scorer != null) {
        Bits live = leaf.reader().getLiveDocs();
        DocIdSetIterator matches = scorer.iterator();
        for (int doc = matches.nextDoc();
            doc != DocIdSetIterator.NO_MORE_DOCS;
            doc = matches.nextDoc()) {
          if (live == null || live.get(doc)) {
            action.at(leaf, doc);
          }
        }
      }
    }
  }

  private <T> T vectors(int partition, PartitionIndex.Reading<T> reading) throws IOException {
    return read(vectors.of(partition).orElseThrow(() -> gone(partition)), reading);
  }

  private static <T> T read(PartitionIndex index, PartitionIndex.Reading<T> reading)
      throws IOException {
    try {
      return index.read(reading);
    } catch (LayerFailure e) {
      throw new IOException("the index could not be read", e);
    }
  }

  private static IOException gone(int partition) {
    return new IOException("the partition " + partition + " is no longer here");
  }
}
