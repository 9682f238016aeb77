package dev.mneme.system.documents;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What a JSON value has that its schema does not allow, for the part of OpenAPI 3.0 that the
 * documents use. A field that no schema names is a problem too: it is not documented.
 */
record JsonShape(JsonNode document) {

  List<String> problems(JsonNode value, JsonNode schema) {
    List<String> problems = new ArrayList<>();
    check("$", value, schema, problems);
    return problems;
  }

  private void check(String at, JsonNode value, JsonNode schema, List<String> problems) {
    if (schema.has("$ref")) {
      check(at, value, document.at(schema.path("$ref").asText().substring(1)), problems);
      return;
    }
    if (value.isNull()) {
      if (!schema.path("nullable").asBoolean()) {
        problems.add(at + " is null");
      }
      return;
    }
    schema.path("allOf").forEach(part -> check(at, value, part, problems));
    boolean fits =
        switch (schema.path("type").asText("")) {
          case "object" -> value.isObject();
          case "array" -> value.isArray();
          case "string" -> value.isTextual() && formatted(value.asText(), schema);
          case "integer" -> value.isIntegralNumber();
          case "number" -> value.isNumber();
          case "boolean" -> value.isBoolean();
          default -> true;
        };
    if (!fits) {
      problems.add("%s is no %s %s".formatted(at, schema.path("type"), schema.path("format")));
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        check(at + "[" + i + "]", value.get(i), schema.path("items"), problems);
      }
    } else if (value.isObject() && schema.path("type").asText("").equals("object")) {
      fields(at, value, schema, problems);
    }
  }

  private void fields(String at, JsonNode value, JsonNode schema, List<String> problems) {
    schema
        .path("required")
        .forEach(
            field -> {
              if (!value.has(field.asText())) {
                problems.add("%s.%s is missing".formatted(at, field.asText()));
              }
            });
    boolean open = !schema.has("properties") || schema.has("additionalProperties");
    value
        .properties()
        .forEach(
            field -> {
              JsonNode of = schema.path("properties").path(field.getKey());
              if (!of.isMissingNode()) {
                check(at + "." + field.getKey(), field.getValue(), of, problems);
              } else if (!open) {
                problems.add("%s.%s is not documented".formatted(at, field.getKey()));
              } else if (schema.path("additionalProperties").isObject()) {
                check(
                    at + "." + field.getKey(),
                    field.getValue(),
                    schema.path("additionalProperties"),
                    problems);
              }
            });
  }

  private static boolean formatted(String text, JsonNode schema) {
    try {
      switch (schema.path("format").asText("")) {
        case "uuid" -> UUID.fromString(text);
        case "date-time" -> Instant.parse(text);
        default -> {
          return true;
        }
      }
      return true;
    } catch (IllegalArgumentException | DateTimeException e) {
      return false;
    }
  }
}
