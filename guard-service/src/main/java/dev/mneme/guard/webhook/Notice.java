package dev.mneme.guard.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Something that others are told.
 *
 * @param id of the event it tells of; the same however often it is delivered
 * @param type such as guard.downgraded
 * @param text one sentence for people, as Slack shows it
 * @param data for programs; no contents and no subjects
 */
public record Notice(UUID id, String type, Instant at, String text, Map<String, Object> data) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public Notice {
    data = new LinkedHashMap<>(data);
  }

  /** The body of the request: what Slack needs is the {@code text}, and it passes over the rest. */
  public byte[] body() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", type);
    body.put("timestamp", at.toString());
    body.put("text", text);
    body.put("data", data);
    try {
      return JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a notice is plain data", e);
    }
  }
}
