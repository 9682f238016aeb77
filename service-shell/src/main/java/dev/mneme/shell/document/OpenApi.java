package dev.mneme.shell.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mneme.shell.auth.Family;
import dev.mneme.shell.auth.Need;
import dev.mneme.shell.auth.Operation;
import dev.mneme.shell.http.ErrorCode;
import io.micronaut.http.MediaType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The HTTP API of a service as one OpenAPI document: what the compiler saw of its controllers and
 * of the shell's, held against the routes there are, with what the gate asks of a caller and the
 * errors that come of it.
 */
final class OpenApi {

  private static final String VERSION = "3.0.1";
  private static final String API_VERSION = "1.0.0";
  private static final String BEARER = "bearer";
  private static final String ANYTHING = "*/*";
  private static final String MORE = "additionalProperties";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode BARE_OBJECT = JSON.createObjectNode().put("type", "object");

  private final Map<Route, JsonNode> operations = new TreeMap<>();
  private final ObjectNode schemas = JSON.createObjectNode();

  /**
   * @param compiled a document of each module
   */
  OpenApi(List<JsonNode> compiled) {
    for (JsonNode document : compiled) {
      document
          .path("paths")
          .properties()
          .forEach(
              path ->
                  path.getValue()
                      .properties()
                      .forEach(
                          method ->
                              operations.put(
                                  new Route(method.getKey(), path.getKey()), method.getValue())));
      document
          .at("/components/schemas")
          .properties()
          .forEach(schema -> schemas.set(schema.getKey(), schema.getValue()));
    }
    schemas.forEach(OpenApi::anyValue);
  }

  /** The compiler takes a map of objects, which are values of any form, for one of JSON objects. */
  private static void anyValue(JsonNode schema) {
    if (schema instanceof ObjectNode object && BARE_OBJECT.equals(object.get(MORE))) {
      object.put(MORE, true);
    }
    schema.forEach(OpenApi::anyValue);
  }

  /**
   * @param routes what the service answers; what was compiled and is not among them is left out
   * @throws IllegalStateException when a route is in no document
   */
  ObjectNode of(String service, Set<Route> routes) {
    Set<Route> unknown = new TreeSet<>(routes);
    unknown.removeAll(operations.keySet());
    if (!unknown.isEmpty()) {
      throw new IllegalStateException(
          "every route has its place in the document of its module, and these have none: "
              + unknown);
    }
    ObjectNode document = JSON.createObjectNode().put("openapi", VERSION);
    document
        .putObject("info")
        .put("title", service)
        .put("version", API_VERSION)
        .put("description", "What this instance of %s answers.".formatted(service));
    ObjectNode paths = document.putObject("paths");
    Set<String> ids = new HashSet<>();
    for (Route route : new TreeSet<>(routes)) {
      ObjectNode operation = operations.get(route).deepCopy();
      anyValue(operation);
      operation.path("responses").forEach(response -> json(response.path("content")));
      named(operation, ids);
      asked(operation, Need.of(route.reads(), route.path()));
      paths.withObjectProperty(route.path()).set(route.method(), operation);
    }
    ObjectNode components = document.putObject("components");
    components.set("schemas", schemas);
    components.set("responses", errors());
    components
        .putObject("securitySchemes")
        .putObject(BEARER)
        .put("type", "http")
        .put("scheme", BEARER)
        .put("bearerFormat", "JWT");
    return document;
  }

  /**
   * Where anything may be answered, the compiler says so; without a word of the caller's, JSON is.
   */
  private static void json(JsonNode content) {
    if (content instanceof ObjectNode types && types.has(ANYTHING)) {
      JsonNode anything = types.remove(ANYTHING);
      if (!types.has(MediaType.APPLICATION_JSON)) {
        types.set(MediaType.APPLICATION_JSON, anything);
      }
    }
  }

  /** A name is one operation's, also where two modules thought of the same. */
  private static void named(ObjectNode operation, Set<String> taken) {
    String wanted = operation.path("operationId").asText("operation");
    String id = wanted;
    for (int n = 2; !taken.add(id); n++) {
      id = wanted + n;
    }
    operation.put("operationId", id);
  }

  private static void asked(ObjectNode operation, Need need) {
    Set<String> scopes =
        switch (need) {
          case Need.Nothing _ -> Set.of();
          case Need.Memories(Family family, Operation what) ->
              Set.of(family.label() + ":" + what.label());
          case Need.OneOf(Set<String> any) -> new TreeSet<>(any);
          case Need.Unpermitted(String because) ->
              throw new IllegalStateException("a route that nobody may ask: " + because);
        };
    ObjectNode responses = operation.withObjectProperty("responses");
    if (scopes.isEmpty()) {
      operation.putArray("security");
      refused(responses, ErrorCode.INTERNAL_ERROR);
    } else {
      operation.putArray("security").addObject().putArray(BEARER);
      scopes.forEach(operation.putArray("x-scopes-any")::add);
      for (ErrorCode code : ErrorCode.values()) {
        refused(responses, code);
      }
    }
  }

  /** What an operation says of a status itself is more than that it is an error. */
  private static void refused(ObjectNode responses, ErrorCode code) {
    String status = status(code);
    if (!responses.has(status)) {
      responses.putObject(status).put("$ref", "#/components/responses/" + status);
    }
  }

  private static ObjectNode errors() {
    Map<String, String> codes =
        Arrays.stream(ErrorCode.values())
            .collect(
                Collectors.toMap(
                    OpenApi::status,
                    ErrorCode::name,
                    (one, other) -> one + " or " + other,
                    TreeMap::new));
    ObjectNode errors = JSON.createObjectNode();
    codes.forEach(
        (status, names) -> {
          ObjectNode error = errors.putObject(status).put("description", names);
          error
              .putObject("content")
              .putObject(MediaType.APPLICATION_JSON)
              .putObject("schema")
              .put("$ref", "#/components/schemas/ErrorEnvelope");
        });
    return errors;
  }

  private static String status(ErrorCode code) {
    return Integer.toString(code.status().getCode());
  }
}
