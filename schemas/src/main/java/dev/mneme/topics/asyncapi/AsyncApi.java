package dev.mneme.topics.asyncapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mneme.topics.Topic;
import java.util.List;
import java.util.Locale;
import org.apache.avro.specific.SpecificData;

/**
 * The topics as an AsyncAPI 3.0 document: a channel each with its Kafka settings, what is sent over
 * it with its key and its Avro schema, and who sends and who may receive.
 *
 * @see <a href="https://www.asyncapi.com/docs/reference/specification/v3.0.0">AsyncAPI 3.0.0</a>
 * @see <a href="https://github.com/asyncapi/bindings/tree/master/kafka">Kafka bindings 0.5.0</a>
 */
public final class AsyncApi {

  private static final String VERSION = "3.0.0";
  private static final String API_VERSION = "1.0.0";
  private static final String BINDING = "0.5.0";
  private static final String AVRO = "application/vnd.apache.avro;version=1.9.0";
  private static final String CONTENT = "application/vnd.apache.avro+binary";
  private static final String CLEANUP = "cleanup.policy";
  private static final ObjectMapper JSON = new ObjectMapper();

  private AsyncApi() {}

  public static ObjectNode document(List<Topic<?>> topics) {
    ObjectNode document = JSON.createObjectNode().put("asyncapi", VERSION);
    document
        .putObject("info")
        .put("title", "Mneme topics")
        .put("version", API_VERSION)
        .put(
            "description",
            "Every topic of the suite. Keys are UTF-8 text. Values are Avro behind a zero byte and"
                + " the four bytes of the schema's id in the registry, whose subject is the topic's"
                + " name and \"-value\". Read with isolation.level=read_committed.");
    document.put("defaultContentType", CONTENT);
    ObjectNode channels = document.putObject("channels");
    ObjectNode operations = document.putObject("operations");
    ObjectNode messages = document.putObject("components").putObject("messages");
    for (Topic<?> topic : topics) {
      String message = topic.valueType().getSimpleName();
      channels.set(topic.name(), channel(topic, message));
      messages.set(message, message(topic, message));
      operations.set("send." + topic.name(), operation(topic, message, "send"));
      if (topic.visibility() == Topic.Visibility.PUBLIC) {
        operations.set("receive." + topic.name(), operation(topic, message, "receive"));
      }
    }
    return document;
  }

  private static ObjectNode channel(Topic<?> topic, String message) {
    ObjectNode channel =
        JSON.createObjectNode()
            .put("address", topic.name())
            .put("title", topic.name())
            .put("description", topic.purpose())
            .put("x-owner", topic.owner())
            .put("x-visibility", topic.visibility().name().toLowerCase(Locale.ROOT))
            .put("x-registry-subject", topic.valueSubject());
    channel.putObject("messages").set(message, reference("#/components/messages/" + message));
    ObjectNode kafka =
        channel
            .putObject("bindings")
            .putObject("kafka")
            .put("topic", topic.name())
            .put("partitions", topic.partitions());
    ObjectNode settings = kafka.putObject("topicConfiguration");
    topic
        .settings()
        .forEach(
            (name, value) -> {
              if (name.equals(CLEANUP)) {
                settings.putArray(name).add(value);
              } else if (value.chars().allMatch(Character::isDigit)) {
                settings.put(name, Long.parseLong(value));
              } else {
                settings.put(name, value);
              }
            });
    kafka.put("bindingVersion", BINDING);
    return channel;
  }

  private static ObjectNode message(Topic<?> topic, String name) {
    ObjectNode message =
        JSON.createObjectNode()
            .put("name", name)
            .put("title", name)
            .put("contentType", CONTENT)
            .put("x-tombstones", topic.cleanup() == Topic.Cleanup.COMPACT);
    JsonNode schema = schema(topic);
    message.put("summary", schema.path("doc").asText(topic.purpose()));
    message.putObject("payload").put("schemaFormat", AVRO).set("schema", schema);
    ObjectNode kafka = message.putObject("bindings").putObject("kafka");
    kafka.putObject("key").put("type", "string").put("description", topic.keyedBy());
    kafka
        .put("schemaIdLocation", "payload")
        .put("schemaIdPayloadEncoding", "confluent")
        .put("schemaLookupStrategy", "TopicNameStrategy")
        .put("bindingVersion", BINDING);
    return message;
  }

  private static JsonNode schema(Topic<?> topic) {
    try {
      return JSON.readTree(SpecificData.get().getSchema(topic.valueType()).toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Avro writes its schemas as JSON", e);
    }
  }

  private static ObjectNode operation(Topic<?> topic, String message, String action) {
    ObjectNode operation = JSON.createObjectNode().put("action", action);
    operation.set("channel", reference("#/channels/" + topic.name()));
    operation.put(
        "summary",
        action.equals("send")
            ? "Sent by " + topic.owner() + "."
            : "May be read by whoever is given access.");
    ArrayNode messages = operation.putArray("messages");
    messages.add(reference("#/channels/%s/messages/%s".formatted(topic.name(), message)));
    return operation;
  }

  private static ObjectNode reference(String to) {
    return JSON.createObjectNode().put("$ref", to);
  }
}
