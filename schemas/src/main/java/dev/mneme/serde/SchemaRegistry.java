package dev.mneme.serde;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mneme.topics.Topic;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * The part of the Confluent-compatible REST API that provisioning and readiness need. Both vendors
 * speak it.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/develop/api.html">the
 *     API</a>
 */
public final class SchemaRegistry implements AutoCloseable {

  private static final String JSON = "application/vnd.schemaregistry.v1+json";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int NOT_FOUND = 404;

  private final ObjectMapper mapper = new ObjectMapper();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI url;

  /**
   * @param url base of the Confluent-compatible API
   */
  public SchemaRegistry(URI url) {
    this.url = url;
  }

  /**
   * Registers the schema of the topic's values, and holds public topics to FULL_TRANSITIVE
   * compatibility. Doing it again changes nothing.
   *
   * @return the schema id
   * @throws RegistryUnavailableException when the registry does not answer
   * @throws IllegalStateException when it answers that the schema is not acceptable, with its words
   */
  public int register(Topic<?> topic) {
    String subject = encoded(topic.valueSubject());
    JsonNode registered = post("/subjects/" + subject + "/versions", schemaBody(topic));
    if (topic.visibility() == Topic.Visibility.PUBLIC) {
      send("PUT", "/config/" + subject, Map.of("compatibility", "FULL_TRANSITIVE"));
    }
    return registered.get("id").asInt();
  }

  /**
   * The id of the topic's schema as this build knows it, or empty when it is not registered.
   *
   * @throws RegistryUnavailableException when the registry does not answer
   */
  public OptionalInt idOf(Topic<?> topic) {
    HttpResponse<String> response =
        exchange("POST", "/subjects/" + encoded(topic.valueSubject()), schemaBody(topic));
    if (response.statusCode() == NOT_FOUND) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(read("POST", "/subjects", response).get("id").asInt());
  }

  /** The schema of an id, as the registry has it. */
  public Schema schema(int id) {
    HttpResponse<String> response = exchange("GET", "/schemas/ids/" + id, null);
    return new Schema.Parser()
        .parse(read("GET", "/schemas/ids/" + id, response).get("schema").asText());
  }

  @Override
  public void close() {
    http.close();
  }

  private static Map<String, String> schemaBody(Topic<?> topic) {
    return Map.of("schema", SpecificData.get().getSchema(topic.valueType()).toString());
  }

  private JsonNode post(String path, Map<String, String> body) {
    return send("POST", path, body);
  }

  private JsonNode send(String method, String path, Map<String, String> body) {
    return read(method, path, exchange(method, path, body));
  }

  private JsonNode read(String method, String path, HttpResponse<String> response) {
    if (response.statusCode() >= 500) {
      throw new RegistryUnavailableException(
          "the schema registry answered " + response.statusCode() + " to " + method + " " + path,
          new IOException("status " + response.statusCode()));
    }
    if (response.statusCode() >= 300) {
      throw new IllegalStateException(
          "the schema registry refused %s %s: %d %s"
              .formatted(method, path, response.statusCode(), response.body()));
    }
    try {
      return mapper.readTree(response.body());
    } catch (IOException e) {
      throw new IllegalStateException(
          "the schema registry answered no JSON to " + method + " " + path, e);
    }
  }

  private HttpResponse<String> exchange(
      String method, String path, @Nullable Map<String, String> body) {
    try {
      HttpRequest.BodyPublisher content =
          body == null
              ? BodyPublishers.noBody()
              : BodyPublishers.ofString(mapper.writeValueAsString(body));
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url + path))
              .timeout(PATIENCE)
              .header("Content-Type", JSON)
              .method(method, content)
              .build();
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new RegistryUnavailableException(
          "the schema registry at " + url + " did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnavailableException("interrupted while asking the schema registry", e);
    }
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8);
  }
}
