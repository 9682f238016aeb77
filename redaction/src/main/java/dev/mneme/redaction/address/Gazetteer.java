package dev.mneme.redaction.address;

import dev.mneme.redaction.canonical.Folding;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Towns and regions everybody knows, by name; the resource {@code towns.txt}. */
final class Gazetteer {
  private static final String RESOURCE = "towns.txt";

  private static final Set<String> NAMES = new HashSet<>();

  /** How many words the longest name has that begins with a word. */
  private static final Map<String, Integer> LONGEST = new HashMap<>();

  static {
    try (InputStream resource = Gazetteer.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IllegalStateException(RESOURCE + " belongs to this library and is not there");
      }
      new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .flatMap(line -> Arrays.stream(line.split(",")))
          .map(String::strip)
          .filter(name -> !name.isEmpty())
          .forEach(Gazetteer::enter);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Gazetteer() {}

  private static void enter(String name) {
    String plain = name.replace(".", "");
    String folded = Folding.fold(plain, 0, plain.length());
    NAMES.add(folded);
    String[] words = folded.split(" ");
    LONGEST.merge(words[0], words.length, Math::max);
  }

  static boolean opensATown(String folded) {
    return LONGEST.containsKey(folded);
  }

  static boolean isTown(String folded) {
    return NAMES.contains(folded);
  }

  /** The end of the longest known name that begins at a token and is written as one; or -1. */
  static int end(Tokens tokens, int index) {
    return tokens.isName(index) ? endInAnyCase(tokens, index) : -1;
  }

  /** The same, where a postcode before it says that a town is named. */
  static int endInAnyCase(Tokens tokens, int index) {
    if (!tokens.at(index).isWord()) {
      return -1;
    }
    int most = LONGEST.getOrDefault(tokens.at(index).folded(), 0);
    int end = -1;
    StringBuilder name = new StringBuilder(24);
    for (int at = index; at < index + most; at++) {
      if (!tokens.at(at).isWord() || (at > index && !tokens.follows(at))) {
        break;
      }
      name.append(at > index ? " " : "").append(tokens.at(at).folded());
      if (NAMES.contains(name.toString())) {
        end = at + 1;
      }
    }
    return end;
  }
}
