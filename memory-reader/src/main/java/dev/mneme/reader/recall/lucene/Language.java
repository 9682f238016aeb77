package dev.mneme.reader.recall.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.WordlistLoader;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;

/**
 * The languages whose endings and empty words are known. A text is taken to be in the language of
 * which it has most empty words and letters; in doubt, and in any other language, in English: its
 * stemmer changes English endings only.
 *
 * <p>Each has a field of its own in the index, so that equal stems of two languages do not meet.
 */
enum Language {
  EN(IndexedField.TEXT, new EnglishAnalyzer(), english(), ""),
  DE("text_de", new GermanAnalyzer(), GermanAnalyzer.getDefaultStopSet(), "äöüß"),
  FR("text_fr", new FrenchAnalyzer(), FrenchAnalyzer.getDefaultStopSet(), "àâèêëîïôùûœ"),
  ES("text_es", new SpanishAnalyzer(), SpanishAnalyzer.getDefaultStopSet(), "ñ¿¡"),
  IT("text_it", new ItalianAnalyzer(), ItalianAnalyzer.getDefaultStopSet(), "ìò"),
  PT("text_pt", new PortugueseAnalyzer(), PortugueseAnalyzer.getDefaultStopSet(), "ãõ"),
  NL("text_nl", new DutchAnalyzer(), DutchAnalyzer.getDefaultStopSet(), ""),
  TR("text_tr", new TurkishAnalyzer(), TurkishAnalyzer.getDefaultStopSet(), "ğışçöü");

  /** As much of a text as is looked at: its language does not change behind that. */
  private static final int MOST_WORDS = 200;

  private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Punct}’“”„«»…–—&&[^¿¡]]+");

  private final String field;
  private final Analyzer analyzer;
  private final CharArraySet empty;
  private final String letters;

  Language(String field, Analyzer analyzer, CharArraySet empty, String letters) {
    this.field = field;
    this.analyzer = analyzer;
    this.empty = empty;
    this.letters = letters;
  }

  /** The field of the index in which texts of this language are. */
  String field() {
    return field;
  }

  Analyzer analyzer() {
    return analyzer;
  }

  static Language of(String text) {
    int[] signs = new int[values().length];
    String[] words = BETWEEN.split(text.toLowerCase(Locale.ROOT), MOST_WORDS + 1);
    for (int i = 0; i < Math.min(words.length, MOST_WORDS); i++) {
      for (Language language : values()) {
        signs[language.ordinal()] += language.signs(words[i]);
      }
    }
    Language most = EN;
    for (Language language : values()) {
      if (signs[language.ordinal()] > signs[most.ordinal()]) {
        most = language;
      }
    }
    return most;
  }

  private int signs(String word) {
    boolean hasLetter = !letters.isEmpty() && word.chars().anyMatch(c -> letters.indexOf(c) >= 0);
    return (empty.contains(word) ? 1 : 0) + (hasLetter ? 1 : 0);
  }

  /** More of them than the few that the analyser leaves out. */
  private static CharArraySet english() {
    try {
      return WordlistLoader.getSnowballWordSet(
          SnowballFilter.class.getResourceAsStream("english_stop.txt"));
    } catch (IOException e) {
      throw new UncheckedIOException("a resource of Lucene's is always there", e);
    }
  }
}
