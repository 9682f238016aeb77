package dev.mneme.reader.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mneme.events.MemoryRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A memory as it is given to whom it belongs: everything that is kept of it and says something. */
final class ExportedMemory {

  /** Its fields, in the order of columns. */
  static final List<String> FIELDS =
      List.of(
          "id",
          "type",
          "status",
          "text",
          "speaker",
          "conversation",
          "session",
          "project",
          "tags",
          "anchors",
          "metadata",
          "data",
          "confidence",
          "occurred_at",
          "created_at",
          "updated_at",
          "expires_at",
          "revision",
          "merged_from",
          "redactions");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode node = JSON.createObjectNode();

  ExportedMemory(MemoryRecord memory) {
    node.put("id", memory.getMemoryId().toString());
    node.put("type", memory.getType());
    node.put("status", memory.getStatus());
    node.put("text", memory.getText());
    node.put("speaker", memory.getSpeaker());
    node.put("conversation", memory.getConversation());
    node.put("session", memory.getSession());
    node.put("project", memory.getProject());
    node.set("tags", JSON.valueToTree(memory.getTags()));
    node.set("anchors", JSON.valueToTree(memory.getAnchors()));
    node.set("metadata", sorted(memory.getMetadata()));
    node.set("data", data(memory.getData()));
    node.put("confidence", memory.getConfidence());
    node.put("occurred_at", text(memory.getOccurredAt()));
    node.put("created_at", text(memory.getCreatedAt()));
    node.put("updated_at", text(memory.getUpdatedAt()));
    node.put("expires_at", text(memory.getExpiresAt()));
    node.put("revision", memory.getRevision());
    node.set(
        "merged_from",
        JSON.valueToTree(memory.getMergedFrom().stream().map(Object::toString).toList()));
    node.set("redactions", sorted(memory.getRedactions()));
  }

  /** One line. */
  String json() {
    return node.toString();
  }

  /** What is a list or an object stands in its cell as JSON; what is not there is empty. */
  List<String> cells() {
    return FIELDS.stream()
        .map(node::get)
        .map(cell -> cell.isNull() ? "" : cell.isValueNode() ? cell.asText() : cell.toString())
        .toList();
  }

  private static JsonNode sorted(Map<String, ?> map) {
    return JSON.valueToTree(new TreeMap<>(map));
  }

  private static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }

  /** The object that it is the text of; the text itself where somebody wrote something else. */
  private static JsonNode data(@Nullable String data) {
    if (data == null) {
      return JSON.nullNode();
    }
    try {
      return JSON.readTree(data);
    } catch (JsonProcessingException _) {
      return JSON.getNodeFactory().textNode(data);
    }
  }
}
