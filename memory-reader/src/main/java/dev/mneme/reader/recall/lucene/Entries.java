package dev.mneme.reader.recall.lucene;

import dev.mneme.reader.recall.LayerFailure;
import dev.mneme.reader.recall.ranking.Corpus.Word;
import dev.mneme.reader.recall.ranking.Facts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;

/**
 * The entries that a query matches, in the order of the index, and how often words are in them. A
 * word's postings are only entered at these entries.
 */
final class Entries {

  private final IndexSearcher searcher;
  private final Deadline deadline;
  private final List<Leaf> leaves = new ArrayList<>();
  private int count;

  /**
   * @param first number of its first entry among all
   * @param docs by Lucene's numbering within the leaf, ascending
   */
  private record Leaf(LeafReaderContext context, int first, int[] docs) {}

  private Entries(IndexSearcher searcher, Deadline deadline) {
    this.searcher = searcher;
    this.deadline = deadline;
  }

  static Entries of(IndexSearcher searcher, Query query, Deadline deadline)
      throws IOException, LayerFailure {
    Entries entries = new Entries(searcher, deadline);
    Weight weight = entries.weight(query);
    for (LeafReaderContext context : searcher.getIndexReader().leaves()) {
      deadline.check();
      Scorer scorer = weight.scorer(context);
      if (scorer != null) {
        int[] docs = docs(scorer.iterator(), context.reader().getLiveDocs());
        entries.leaves.add(new Leaf(context, entries.count, docs));
        entries.count += docs.length;
      }
    }
    return entries;
  }

  private Weight weight(Query query) throws IOException {
    return searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
  }

  private static int[] docs(DocIdSetIterator matches, Bits live) throws IOException {
    int[] docs = new int[64];
    int count = 0;
    for (int doc = matches.nextDoc();
        doc != DocIdSetIterator.NO_MORE_DOCS;
        doc = matches.nextDoc()) {
      if (live == null || live.get(doc)) {
        docs = count == docs.length ? Arrays.copyOf(docs, count * 2) : docs;
        docs[count++] = doc;
      }
    }
    return Arrays.copyOf(docs, count);
  }

  int count() {
    return count;
  }

  /** Lucene's number of an entry in the whole index. */
  int doc(int entry) {
    for (Leaf leaf : leaves) {
      if (entry < leaf.first() + leaf.docs().length) {
        return leaf.context().docBase + leaf.docs()[entry - leaf.first()];
      }
    }
    throw new IllegalStateException("there are " + count + " entries, not " + entry);
  }

  List<Facts> facts() throws IOException, LayerFailure {
    List<Facts> facts = new ArrayList<>(count);
    for (Leaf leaf : leaves) {
      deadline.check();
      BinaryDocValues values = leaf.context().reader().getBinaryDocValues(IndexedField.FACTS);
      for (int doc : leaf.docs()) {
        values.advanceExact(doc);
        facts.add(PackedFacts.unpack(values.binaryValue()));
      }
    }
    return facts;
  }

  /** Which of the entries another query matches too. */
  boolean[] in(Query query) throws IOException, LayerFailure {
    boolean[] in = new boolean[count];
    Weight weight = weight(query);
    for (Leaf leaf : leaves) {
      deadline.check();
      Scorer scorer = weight.scorer(leaf.context());
      if (scorer != null) {
        DocIdSetIterator matches = scorer.iterator();
        atEach(leaf, matches, entry -> in[entry] = true);
      }
    }
    return in;
  }

  Word word(Words.Asked asked) throws IOException, LayerFailure {
    deadline.check();
    float[] said = new float[count];
    float[] own = new float[count];
    for (Words.Field field : Words.Field.values()) {
      for (Term term : asked.terms(field)) {
        for (Leaf leaf : leaves) {
          PostingsEnum postings = leaf.context().reader().postings(term, PostingsEnum.FREQS);
          if (postings != null) {
            atEach(
                leaf,
                postings,
                entry -> {
                  int times = postings.freq();
                  own[entry] += times * field.weight();
                  said[entry] += field == Words.Field.TEXT ? times : 0;
                });
          }
        }
      }
    }
    return new Word(asked.word(), said, own, asked.stem() != null);
  }

  @FunctionalInterface
  private interface AtEntry {
    void at(int entry) throws IOException;
  }

  private static void atEach(Leaf leaf, DocIdSetIterator matches, AtEntry action)
      throws IOException {
    int at = matches.nextDoc();
    for (int i = 0; i < leaf.docs().length && at != DocIdSetIterator.NO_MORE_DOCS; i++) {
      int doc = leaf.docs()[i];
      at = at < doc ? matches.advance(doc) : at;
      if (at == doc) {
        action.at(leaf.first() + i);
      }
    }
  }
}
