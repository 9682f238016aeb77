package dev.mneme.writer.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body within bounds. Strict: what a lenient reader passes over, such as a second value of
 * a key, would escape redaction. What is wrong is said by its position and never by its words.
 */
public final class BodyReader {
  private static final int LONGEST_NUMBER = 100;
  private static final int LONGEST_KEY = 1_000;

  private final ObjectMapper mapper;
  private final int depth;
  private final int values;

  /**
   * @param depth most levels of objects and arrays
   * @param values most keys, elements and brackets in all
   */
  public BodyReader(int depth, int values) {
    this.depth = depth;
    this.values = values;
    this.mapper =
        JsonMapper.builder(
                JsonFactory.builder()
                    .streamReadConstraints(
                        StreamReadConstraints.builder()
                            .maxNestingDepth(depth)
                            .maxTokenCount(values)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxNameLength(LONGEST_KEY)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
  }

  /**
   * @throws ApiProblem 400 when it is not one JSON object within the bounds
   */
  public Body read(byte @Nullable [] bytes) {
    if (bytes == null || bytes.length == 0) {
      throw Body.wrong("$", "is missing: send a JSON object");
    }
    try {
      JsonNode node = mapper.readTree(bytes);
      if (node instanceof ObjectNode object) {
        return new Body(object, "$", this);
      }
      throw Body.wrong("$", "must be a JSON object");
    } catch (StreamConstraintsException e) {
      throw at(
          e,
          "the body is nested deeper than %d levels, holds more than %d values, or a key or number is too long"
              .formatted(depth, values));
    } catch (JsonProcessingException e) {
      throw at(e, "the body is no JSON, or has a key twice");
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory are always there", e);
    }
  }

  /** As {@link #read}, for a body that may be left out. */
  public Body readOptional(byte @Nullable [] bytes) {
    return bytes == null || bytes.length == 0
        ? new Body(mapper.createObjectNode(), "$", this)
        : read(bytes);
  }

  String write(JsonNode node) {
    try {
      return mapper.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }

  private static ApiProblem at(JsonProcessingException e, String what) {
    JsonLocation location = e.getLocation();
    return location == null
        ? ApiProblem.of(ErrorCode.VALIDATION_ERROR, what, Map.of("field", "$"))
        : ApiProblem.of(
            ErrorCode.VALIDATION_ERROR,
            "%s (line %d, column %d)".formatted(what, location.getLineNr(), location.getColumnNr()),
            Map.of(
                "field",
                "$",
                "line",
                Integer.toString(location.getLineNr()),
                "column",
                Integer.toString(location.getColumnNr())));
  }
}
