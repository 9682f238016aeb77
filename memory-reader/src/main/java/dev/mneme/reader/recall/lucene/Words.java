package dev.mneme.reader.recall.lucene;

import dev.mneme.events.MemoryRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.jspecify.annotations.Nullable;

/**
 * How words are analysed, at indexing and at asking alike.
 *
 * <p>Text is stemmed and rid of words that say nothing. Speakers, tags, conversations and dates are
 * names: they are taken as they are (a speaker may well be called Will).
 *
 * <p>The stemmer is for English. It changes endings written in the English way only and does so at
 * indexing and at asking alike, so a text in another language is found by its words as they stand.
 */
final class Words {

  /** A longer question says nothing more, and each word costs a look-up in each field. */
  private static final int MOST_WORDS = 64;

  /** A field that can be found by words, and what a word in it counts. */
  enum Field {
    TEXT(IndexedField.TEXT, 1, true),
    SPEAKER(IndexedField.SPEAKER, 1, false),
    WHEN(IndexedField.WHEN, 1, false),
    TAGS(IndexedField.TAGS, 0.5f, false),
    CONVERSATION(IndexedField.CONVERSATION, 0.25f, false);

    private final String label;
    private final float weight;
    private final boolean stemmed;

    Field(String label, float weight, boolean stemmed) {
      this.label = label;
      this.weight = weight;
      this.stemmed = stemmed;
    }

    String label() {
      return label;
    }

    float weight() {
      return weight;
    }
  }

  /**
   * How many words a memory has.
   *
   * @param all each counted by the weight of its field
   */
  record Lengths(float text, float all) {}

  /**
   * A word of a question.
   *
   * @param stem null when it says nothing in a text
   * @param names the forms in which it was asked
   */
  record Asked(String word, @Nullable String stem, Set<String> names) {

    /** By which terms a field is searched for it. */
    Set<String> terms(Field field) {
      return !field.stemmed ? names : stem == null ? Set.of() : Set.of(stem);
    }
  }

  private record Token(String text, int from) {}

  private final Analyzer names =
      new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
          Tokenizer tokens = new StandardTokenizer();
          return new TokenStreamComponents(
              tokens, new LowerCaseFilter(new EnglishPossessiveFilter(tokens)));
        }
      };

  private final Analyzer analyzer =
      new PerFieldAnalyzerWrapper(names, Map.of(IndexedField.TEXT, new EnglishAnalyzer()));

  Analyzer analyzer() {
    return analyzer;
  }

  /** What of a memory goes into which field. */
  Map<Field, String> of(MemoryRecord memory) {
    Map<Field, String> texts = new EnumMap<>(Field.class);
    texts.put(Field.TEXT, memory.getText());
    texts.put(Field.WHEN, date(memory.getOccurredAt()));
    if (memory.getSpeaker() != null) {
      texts.put(Field.SPEAKER, memory.getSpeaker());
    }
    if (memory.getConversation() != null) {
      texts.put(Field.CONVERSATION, memory.getConversation());
    }
    if (!memory.getTags().isEmpty()) {
      texts.put(Field.TAGS, String.join(" ", memory.getTags()));
    }
    return texts;
  }

  Lengths lengths(MemoryRecord memory) {
    float text = 0;
    float all = 0;
    for (Map.Entry<Field, String> each : of(memory).entrySet()) {
      int words = tokens(each.getKey().label(), each.getValue()).size();
      text += each.getKey() == Field.TEXT ? words : 0;
      all += words * each.getKey().weight();
    }
    return new Lengths(text, all);
  }

  private static String date(Instant at) {
    ZonedDateTime day = at.atZone(ZoneOffset.UTC);
    return "%d %s %d"
        .formatted(
            day.getDayOfMonth(),
            day.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH),
            day.getYear());
  }

  /** The words of a question, those of one stem together. */
  List<Asked> asked(String question) {
    Map<Integer, String> stems = new LinkedHashMap<>();
    tokens(IndexedField.TEXT, question).forEach(token -> stems.put(token.from(), token.text()));
    Map<String, Asked> asked = new LinkedHashMap<>();
    for (Token token : tokens(IndexedField.SPEAKER, question)) {
      String stem = stems.get(token.from());
      String word = stem == null ? token.text() : stem;
      if (asked.size() < MOST_WORDS || asked.containsKey(word)) {
        asked
            .computeIfAbsent(word, w -> new Asked(w, stem, new LinkedHashSet<>()))
            .names()
            .add(token.text());
      }
    }
    return new ArrayList<>(asked.values());
  }

  private List<Token> tokens(String field, String text) {
    List<Token> found = new ArrayList<>();
    try (TokenStream tokens = analyzer.tokenStream(field, text)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      OffsetAttribute place = tokens.addAttribute(OffsetAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        found.add(new Token(term.toString(), place.startOffset()));
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("analysing a string reads no file", e);
    }
  }
}
