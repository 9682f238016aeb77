package dev.mneme.reader.instances.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mneme.identity.Pseudonym;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request is about: as its query says, else its body, else the token. Only what is a
 * pseudonym counts; whatever else is there is refused where the request is read in full.
 */
public final class AskedSubject {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String FIELD = "subject";

  private AskedSubject() {}

  public static Optional<String> of(
      @Nullable String inQuery, byte[] body, @Nullable String inToken) {
    return Optional.ofNullable(inQuery)
        .or(() -> inBody(body))
        .or(() -> Optional.ofNullable(inToken))
        .filter(Pseudonym::isValid);
  }

  private static Optional<String> inBody(byte[] body) {
    if (body.length == 0) {
      return Optional.empty();
    }
    try (JsonParser json = JSON.createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = FIELD.equals(json.currentName());
        JsonToken value = json.nextToken();
        if (found) {
          return value == JsonToken.VALUE_STRING ? Optional.of(json.getText()) : Optional.empty();
        }
        json.skipChildren();
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // whoever reads it in full says what is wrong with it
    }
  }
}
