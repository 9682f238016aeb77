package dev.mneme.system.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The OpenAPI document of one service. */
record Described(JsonNode document) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Every operation, as method and path. */
  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(method -> operations.add(key(method.getKey(), path.getKey()))));
    return operations;
  }

  boolean isOpen(String operation) {
    return operation(operation).path("security").isEmpty();
  }

  static String key(String method, String path) {
    return method.toUpperCase(java.util.Locale.ROOT) + " " + path;
  }

  private JsonNode operation(String operation) {
    String[] words = operation.split(" ", 2);
    return document.path("paths").path(words[1]).path(words[0].toLowerCase(java.util.Locale.ROOT));
  }

  /** What in an answer is not as the document says of the operation; empty when all is. */
  List<String> problems(String operation, HttpResponse<String> answer) throws IOException {
    JsonNode response =
        operation(operation).path("responses").path(Integer.toString(answer.statusCode()));
    if (response.has("$ref")) {
      response = document.at(response.path("$ref").asText().substring(1));
    }
    if (response.isMissingNode()) {
      return List.of("status %d is not documented".formatted(answer.statusCode()));
    }
    String type = answer.headers().firstValue("Content-Type").orElse("").split(";")[0].strip();
    JsonNode content = response.path("content");
    if (answer.body().isEmpty()) {
      return content.isEmpty() ? List.of() : List.of("the documented content is missing");
    }
    if (!content.has(type)) {
      for (var each : content.properties()) {
        if (each.getKey().split(";")[0].strip().equals(type)) {
          return List.of();
        }
      }
      return List.of("content of the type %s is not documented".formatted(type));
    }
    if (!type.equals("application/json")) {
      return List.of();
    }
    return new ArrayList<>(
        new JsonShape(document)
            .problems(JSON.readTree(answer.body()), content.path(type).path("schema")));
  }
}
