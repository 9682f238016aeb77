package dev.mneme.reader.recall.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * How words are analysed, at indexing and at asking alike.
 *
 * <p>Text is stemmed and rid of words that say nothing. Speakers, tags and conversations are names:
 * they are taken as they are (a speaker may well be called Will), and weigh less than the text.
 */
final class Words {

  /** A longer question says nothing more, and each term costs a lookup in each field. */
  private static final int MOST_TERMS = 64;

  /** In a fixed order: scores are sums of floats. */
  private static final List<Weighted> FIELDS =
      List.of(
          new Weighted(IndexedField.TEXT, 1.0f),
          new Weighted(IndexedField.SPEAKER, 0.5f),
          new Weighted(IndexedField.TAGS, 0.5f),
          new Weighted(IndexedField.CONVERSATION, 0.25f));

  private record Weighted(String name, float weight) {}

  private final Analyzer analyzer =
      new PerFieldAnalyzerWrapper(
          new StandardAnalyzer(), Map.of(IndexedField.TEXT, new EnglishAnalyzer()));

  Analyzer analyzer() {
    return analyzer;
  }

  /** Matches entries with any of the words; where there is no word to look for, none. */
  Query anyOf(String words) {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    for (Weighted field : FIELDS) {
      for (String term : terms(field.name(), words)) {
        Query match = new TermQuery(new Term(field.name(), term));
        any.add(new BoostQuery(match, field.weight()), Occur.SHOULD);
      }
    }
    return any.build();
  }

  private Set<String> terms(String field, String words) {
    Set<String> terms = new LinkedHashSet<>();
    try (TokenStream tokens = analyzer.tokenStream(field, words)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (terms.size() < MOST_TERMS && tokens.incrementToken()) {
        terms.add(term.toString());
      }
      return terms;
    } catch (IOException e) {
      throw new UncheckedIOException("analysing a string reads no file", e);
    }
  }
}
