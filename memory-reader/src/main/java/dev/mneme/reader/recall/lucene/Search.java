package dev.mneme.reader.recall.lucene;

import dev.mneme.reader.recall.RecallFilter;
import dev.mneme.reader.recall.RecallQuery;
import java.util.UUID;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;

/**
 * What a question is in Lucene's terms.
 *
 * @param scored whether entries get a score; without words there is nothing to score by
 */
record Search(Query query, Sort order, int limit, boolean scored) {

  private static final SortField LATEST_FIRST =
      new SortField(IndexedField.OCCURRED_AT, SortField.Type.LONG, true);
  private static final SortField BY_ID = new SortField(IndexedField.ID, SortField.Type.STRING);

  static Search of(RecallQuery question, Words words) {
    return switch (question) {
      case RecallQuery.InWords(_, _, String asked, RecallFilter filter, int limit) ->
          new Search(
              of(question, filter).add(words.anyOf(asked), Occur.MUST).build(),
              new Sort(SortField.FIELD_SCORE, LATEST_FIRST, BY_ID),
              limit,
              true);
      case RecallQuery.Latest(_, _, RecallFilter filter, int limit) ->
          new Search(of(question, filter).build(), new Sort(LATEST_FIRST, BY_ID), limit, false);
      case RecallQuery.ById(_, _, UUID id) ->
          new Search(
              of(question, RecallFilter.NONE)
                  .add(exactly(IndexedField.KEY, keyOf(question, id)), Occur.FILTER)
                  .build(),
              new Sort(BY_ID),
              1,
              false);
    };
  }

  private static BooleanQuery.Builder of(RecallQuery question, RecallFilter filter) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    String owner = IndexedField.owner(question.tenant(), question.subject());
    query.add(exactly(IndexedField.OWNER, owner), Occur.FILTER);
    query.add(exactly(IndexedField.FAMILY, RecallQuery.FAMILY), Occur.FILTER);
    if (filter.type() != null) {
      query.add(exactly(IndexedField.TYPE, filter.type()), Occur.FILTER);
    }
    if (filter.session() != null) {
      query.add(exactly(IndexedField.SESSION, filter.session()), Occur.FILTER);
    }
    return query;
  }

  private static String keyOf(RecallQuery question, UUID id) {
    return IndexedField.owner(question.tenant(), question.subject()) + "/" + id;
  }

  private static Query exactly(String field, String value) {
    return new TermQuery(new Term(field, value));
  }
}
