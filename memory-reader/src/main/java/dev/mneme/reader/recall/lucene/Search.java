package dev.mneme.reader.recall.lucene;

import dev.mneme.reader.recall.Page;
import dev.mneme.reader.recall.RecallFilter;
import dev.mneme.reader.recall.RecallQuery;
import java.time.Instant;
import java.util.UUID;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Which entries a question is about, in Lucene's terms. */
final class Search {

  private static final SortField BY_ID = new SortField(IndexedField.ID, SortField.Type.STRING);

  private static final Sort LATEST_FIRST =
      new Sort(new SortField(IndexedField.OCCURRED_AT, SortField.Type.LONG, true), BY_ID);

  private static final Sort EARLIEST_FIRST =
      new Sort(new SortField(IndexedField.OCCURRED_AT, SortField.Type.LONG), BY_ID);

  private Search() {}

  static Sort sort(Page.Order order) {
    return switch (order) {
      case LATEST_FIRST -> LATEST_FIRST;
      case EARLIEST_FIRST -> EARLIEST_FIRST;
    };
  }

  /** Behind it comes what sorts after it; no document can be it, whichever number it has. */
  static FieldDoc behind(Page.Place place, int documents) {
    return new FieldDoc(
        documents - 1,
        Float.NaN,
        new Object[] {place.occurredAt().toEpochMilli(), new BytesRef(place.id().toString())});
  }

  /** All that is the subject's own. */
  static Query subject(RecallQuery question) {
    return own(question).build();
  }

  /** What of it may be answered. */
  static Query narrowed(RecallQuery question, RecallFilter filter) {
    BooleanQuery.Builder query = own(question);
    narrow(query, filter);
    if (filter.status() == null) {
      query.add(exactly(IndexedField.STATUS, RecallFilter.DEPRECATED), Occur.MUST_NOT);
    }
    return query.build();
  }

  /** What the filter says, and no more: without a status any will do. */
  static void narrow(BooleanQuery.Builder query, RecallFilter filter) {
    narrow(query, IndexedField.TYPE, filter.type());
    narrow(query, IndexedField.SESSION, filter.session());
    narrow(query, IndexedField.TAG, filter.tag());
    narrow(query, IndexedField.PROJECT, filter.project());
    narrow(query, IndexedField.STATUS, filter.status());
    if (filter.since() != null || filter.until() != null) {
      // Slow only by itself: the subject's own entries lead.
      query.add(
          NumericDocValuesField.newSlowRangeQuery(
              IndexedField.OCCURRED_AT,
              filter.since() == null ? Long.MIN_VALUE : firstMilli(filter.since()),
              filter.until() == null ? Long.MAX_VALUE : firstMilli(filter.until()) - 1),
          Occur.FILTER);
    }
  }

  /** The first millisecond that is not before the instant: what is indexed has no finer parts. */
  private static long firstMilli(Instant instant) {
    long milli = instant.toEpochMilli();
    return Instant.ofEpochMilli(milli).isBefore(instant) ? milli + 1 : milli;
  }

  static Query byId(RecallQuery question, UUID id) {
    String key = IndexedField.owner(question.tenant(), question.subject()) + "/" + id;
    return own(question).add(exactly(IndexedField.KEY, key), Occur.FILTER).build();
  }

  private static BooleanQuery.Builder own(RecallQuery question) {
    String owner = IndexedField.owner(question.tenant(), question.subject());
    return new BooleanQuery.Builder()
        .add(exactly(IndexedField.OWNER, owner), Occur.FILTER)
        .add(exactly(IndexedField.FAMILY, RecallQuery.FAMILY), Occur.FILTER);
  }

  private static void narrow(BooleanQuery.Builder query, String field, @Nullable String value) {
    if (value != null) {
      query.add(exactly(field, value), Occur.FILTER);
    }
  }

  static Query exactly(String field, String value) {
    return new TermQuery(new Term(field, value));
  }
}
