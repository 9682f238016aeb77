package dev.mneme.writer.admission;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.Optional;

/** What structured content must be: one JSON object, read as strictly as redaction reads it. */
final class JsonObjects {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private JsonObjects() {}

  /** What is wrong with the text, without any of it; empty when nothing is. */
  static Optional<String> problem(String text, int deepest) {
    int depth = 0;
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.of("is not a JSON object");
      }
      depth = 1;
      while (depth > 0) {
        JsonToken token = parser.nextToken();
        if (token == null) {
          return Optional.of("is not a whole JSON object");
        }
        if (token.isStructStart() && ++depth > deepest) {
          return Optional.of("is nested deeper than " + deepest + " levels");
        }
        if (token.isStructEnd()) {
          depth--;
        }
      }
      return parser.nextToken() == null
          ? Optional.empty()
          : Optional.of("has something behind its JSON object");
    } catch (IOException e) {
      return Optional.of("is not a JSON object"); // the parser's message quotes the text
    }
  }
}
