package dev.mneme.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.demo.Await;
import dev.mneme.cli.demo.NotSeen;
import dev.mneme.cli.http.JsonHttp;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The door of the reader through which its layers are made to fail, and their calls counted. */
final class FaultDoor {

  private final JsonHttp http;
  private final String faults;
  private final Undo undo;

  FaultDoor(JsonHttp http, String reader, Undo undo) {
    this.http = http;
    this.faults = reader + "/v1/admin/faults";
    this.undo = undo;
  }

  /** There is none unless the reader was started with it. */
  boolean isThere() throws Exception {
    return http.get(faults).status() != 404;
  }

  /** Until it is taken back, or for five minutes. */
  void inject(String layer, String fault) throws Exception {
    inject(Map.of("layer", layer, "fault", fault));
  }

  void delay(String layer, Duration by) throws Exception {
    inject(Map.of("layer", layer, "fault", "latency", "delay_ms", by.toMillis()));
  }

  private void inject(Map<String, Object> fault) throws Exception {
    undo.change("the injected faults", this::mend, () -> Seeing.done(http.post(faults, fault)));
  }

  void mend() throws Exception {
    Seeing.done(http.delete(faults));
  }

  /** Damages the index that holds what is remembered of the subject. */
  void damageIndex(String subject) throws Exception {
    Await.until(
        "files of the index to damage",
        () ->
            Optional.of(http.post(faults + "/index", Map.of("subject", subject)))
                .filter(JsonHttp.Answer::isOk));
  }

  /** Calls that reached a layer since the reader's start. */
  long calls(String layer) throws Exception {
    for (JsonNode each : Seeing.done(http.get(faults))) {
      if (layer.equals(each.path("layer").asText())) {
        return each.path("calls").asLong();
      }
    }
    throw new NotSeen("the reader does not count the calls of its %s layer".formatted(layer));
  }
}
