package dev.mneme.reader.recall.lucene;

import dev.mneme.events.MemoryRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.index.Term;
import org.jspecify.annotations.Nullable;

/**
 * How words are analysed, at indexing and at asking alike.
 *
 * <p>Text is stemmed and rid of words that say nothing. Speakers, tags, conversations and dates are
 * names: they are taken as they are (a speaker may well be called Will).
 *
 * <p>A text is stemmed in its {@link Language}, which is found out from it. A question is too short
 * to be sure of that, so each of its words is looked for as it would stand in each language; its
 * own language decides which of its words say something.
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
   * @param texts its stems in the texts of each language
   * @param names the forms in which it was asked
   */
  record Asked(String word, @Nullable String stem, Set<Term> texts, Set<String> names) {

    /** By which terms a field is searched for it. */
    Set<Term> terms(Field field) {
      if (field.stemmed) {
        return texts;
      }
      Set<Term> terms = new LinkedHashSet<>();
      names.forEach(name -> terms.add(new Term(field.label(), name)));
      return terms;
    }
  }

  /** What a memory says in a field, and the name of that in the index. */
  record Said(Field field, String name, String text) {}

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
      new PerFieldAnalyzerWrapper(
          names,
          Arrays.stream(Language.values())
              .collect(Collectors.toMap(Language::field, Language::analyzer)));

  Analyzer analyzer() {
    return analyzer;
  }

  /** What of a memory goes into which field. */
  List<Said> of(MemoryRecord memory) {
    List<Said> said = new ArrayList<>();
    said.add(new Said(Field.TEXT, Language.of(memory.getText()).field(), memory.getText()));
    said.add(said(Field.WHEN, date(memory.getOccurredAt())));
    if (memory.getSpeaker() != null) {
      said.add(said(Field.SPEAKER, memory.getSpeaker()));
    }
    if (memory.getConversation() != null) {
      said.add(said(Field.CONVERSATION, memory.getConversation()));
    }
    if (!memory.getTags().isEmpty()) {
      said.add(said(Field.TAGS, String.join(" ", memory.getTags())));
    }
    return said;
  }

  private static Said said(Field field, String text) {
    return new Said(field, field.label(), text);
  }

  Lengths lengths(MemoryRecord memory) {
    float text = 0;
    float all = 0;
    for (Said each : of(memory)) {
      int words = tokens(each.name(), each.text()).size();
      text += each.field() == Field.TEXT ? words : 0;
      all += words * each.field().weight();
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

  /** The words of a text that say something, as they stand in it but in small letters. */
  List<String> telling(String text) {
    Set<Integer> saying = new HashSet<>();
    tokens(Language.of(text).field(), text).forEach(token -> saying.add(token.from()));
    return tokens(IndexedField.SPEAKER, text).stream()
        .filter(token -> saying.contains(token.from()))
        .map(Token::text)
        .filter(word -> word.length() > 2 && word.chars().allMatch(Character::isLetter))
        .distinct()
        .limit(MOST_WORDS)
        .toList();
  }

  /** The words of a question, those of one stem together. */
  List<Asked> asked(String question) {
    Map<Language, Map<Integer, String>> stems = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      Map<Integer, String> of = new HashMap<>();
      tokens(language.field(), question).forEach(token -> of.put(token.from(), token.text()));
      stems.put(language, of);
    }
    Map<Integer, String> own = stems.getOrDefault(Language.of(question), Map.of());
    Map<String, Asked> asked = new LinkedHashMap<>();
    for (Token token : tokens(IndexedField.SPEAKER, question)) {
      String stem = own.get(token.from());
      String word = stem == null ? token.text() : stem;
      if (asked.size() < MOST_WORDS || asked.containsKey(word)) {
        Asked each =
            asked.computeIfAbsent(
                word, w -> new Asked(w, stem, new LinkedHashSet<>(), new LinkedHashSet<>()));
        each.names().add(token.text());
        if (stem != null) {
          stems.forEach(
              (language, of) -> {
                String there = of.get(token.from());
                if (there != null) {
                  each.texts().add(new Term(language.field(), there));
                }
              });
        }
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
