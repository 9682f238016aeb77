package dev.mneme.reader.recall.lucene;

import dev.mneme.events.MemoryRecord;
import dev.mneme.reader.recall.LayerFailure;
import dev.mneme.reader.recall.Records;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/** Reads records out of the indexes that are open. */
final class LuceneRecords implements Records {

  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final OpenIndexes memories;

  LuceneRecords(OpenIndexes memories) {
    this.memories = memories;
  }

  @Override
  public int count(int partition, Selection selection) throws LayerFailure {
    return read(partition, reader -> new IndexSearcher(reader).count(query(selection).build()));
  }

  @Override
  public void each(
      int partition, Selection selection, Duration within, Predicate<MemoryRecord> visitor)
      throws LayerFailure {
    visit(partition, query(selection).build(), Deadline.in(within), visitor);
  }

  @Override
  public List<MemoryRecord> of(int partition, Selection selection, List<UUID> ids)
      throws LayerFailure {
    String owner =
        IndexedField.owner(selection.tenant(), Objects.requireNonNull(selection.subject())) + "/";
    List<BytesRef> keys = ids.stream().map(id -> new BytesRef(owner + id)).toList();
    Query query =
        query(selection).add(new TermInSetQuery(IndexedField.KEY, keys), Occur.FILTER).build();
    Map<UUID, MemoryRecord> found = new HashMap<>();
    visit(
        partition,
        query,
        Deadline.in(LONGEST),
        memory -> {
          found.put(memory.getMemoryId(), memory);
          return true;
        });
    return ids.stream().map(found::get).filter(Objects::nonNull).toList();
  }

  private void visit(int partition, Query query, Deadline deadline, Predicate<MemoryRecord> visitor)
      throws LayerFailure {
    boolean _ =
        read(
            partition,
            reader -> {
              IndexSearcher searcher = new IndexSearcher(reader);
              Weight weight =
                  searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
              boolean more = true;
              for (LeafReaderContext leaf : reader.leaves()) {
                more = more && visit(leaf, weight.scorer(leaf), deadline, visitor);
              }
              return more;
            });
  }

  private <T> T read(int partition, PartitionIndex.Reading<T> reading) throws LayerFailure {
    PartitionIndex index =
        memories
            .of(partition)
            .orElseThrow(
                () ->
                    new LayerFailure(
                        LayerFailure.Kind.SERVER_ERROR, "the partition is not on this instance"));
    try {
      return index.read(reading);
    } catch (IOException | AlreadyClosedException e) {
      throw new LayerFailure(
          LayerFailure.Kind.SERVER_ERROR, "the index could not be read: " + e.getClass(), e);
    }
  }

  private static boolean visit(
      LeafReaderContext leaf, Scorer scorer, Deadline deadline, Predicate<MemoryRecord> visitor)
      throws IOException, LayerFailure {
    if (scorer == null) {
      return true;
    }
    StoredFields fields = leaf.reader().storedFields();
    Bits live = leaf.reader().getLiveDocs();
    DocIdSetIterator matches = scorer.iterator();
    for (int doc = matches.nextDoc();
        doc != DocIdSetIterator.NO_MORE_DOCS;
        doc = matches.nextDoc()) {
      deadline.check();
      if ((live == null || live.get(doc)) && !visitor.test(IndexEntry.record(fields, doc))) {
        return false;
      }
    }
    return true;
  }

  private static BooleanQuery.Builder query(Selection selection) {
    String subject = selection.subject();
    Query owner =
        subject == null
            ? new PrefixQuery(new Term(IndexedField.OWNER, selection.tenant() + "/"))
            : Search.exactly(IndexedField.OWNER, IndexedField.owner(selection.tenant(), subject));
    BooleanQuery.Builder query =
        new BooleanQuery.Builder()
            .add(owner, Occur.FILTER)
            .add(
                new TermInSetQuery(
                    IndexedField.FAMILY, selection.families().stream().map(BytesRef::new).toList()),
                Occur.FILTER);
    Search.narrow(query, selection.filter());
    return query;
  }
}
