package dev.mneme.writer.http;

import dev.mneme.events.MemoryEvent;
import dev.mneme.events.StoreMemory;
import dev.mneme.identity.DerivedId;
import dev.mneme.shell.http.TraceId;
import dev.mneme.writer.publish.EventLog.Appended;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/personal/store}. */
@Controller("/v1/personal")
final class StoreController {
  private static final String SOURCE = "memory-writer";

  private final Intake intake;
  private final JsonMapper json;
  private final InstantSource clock;

  StoreController(Intake intake, JsonMapper json, InstantSource clock) {
    this.intake = intake;
    this.json = json;
    this.clock = clock;
  }

  @Post("/store")
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<Stored> store(
      HttpRequest<?> request,
      @Body StoreRequest body,
      @Header("Idempotency-Key") @Nullable String idempotencyKey) {
    MemoryEvent event = event(body, idempotencyKey);
    Appended appended = intake.take(event, TraceId.current(request));
    UUID id =
        DerivedId.of(
            "memory", event.getTenant(), event.getSubject(), event.getEventId().toString());
    UUID receipt = EventIds.receipt(event.getTenant(), event.getSubject(), event.getEventId());
    return HttpResponse.created(
        new Stored(id, appended.at(), receipt, appended.token().encode()),
        URI.create("/v1/personal/recall/" + id));
  }

  private MemoryEvent event(StoreRequest body, @Nullable String idempotencyKey) {
    String tenant = body.tenant() == null ? Defaults.TENANT : body.tenant();
    String subject = body.subject() == null ? "" : body.subject();
    Instant occurred = body.occurredAt() == null ? clock.instant() : body.occurredAt();
    StoreMemory memory =
        StoreMemory.newBuilder()
            .setType(body.type() == null ? Defaults.TYPE : body.type())
            .setText(body.text() == null ? "" : body.text())
            .setSpeaker(body.speaker())
            .setConversation(body.conversation())
            .setSession(body.session())
            .setTags(body.tags() == null ? List.of() : present(body.tags()))
            .setMetadata(body.metadata() == null ? Map.of() : texts(body.metadata()))
            .build();
    return MemoryEvent.newBuilder()
        .setEventId(EventIds.of(tenant, subject, idempotencyKey))
        .setTenant(tenant)
        .setSubject(subject)
        .setOccurredAt(occurred.truncatedTo(ChronoUnit.MILLIS))
        .setSource(SOURCE)
        .setStore(memory)
        .build();
  }

  private static List<String> present(List<String> tags) {
    return tags.stream().filter(Objects::nonNull).toList();
  }

  private Map<String, String> texts(Map<String, JsonNode> metadata) {
    Map<String, String> texts = new TreeMap<>();
    metadata.forEach(
        (key, value) -> {
          if (value != null && !value.isNull()) {
            texts.put(key, value.isString() ? value.getStringValue() : jsonText(value));
          }
        });
    return texts;
  }

  private String jsonText(JsonNode value) {
    try {
      return json.writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
