package dev.mneme.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.cli.ingest.EventPublisher;
import dev.mneme.events.AuditEvent;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.GuardEvent;
import dev.mneme.events.LayerMode;
import dev.mneme.events.MemoryEvent;
import dev.mneme.events.MemoryRecord;
import dev.mneme.events.OperationOutcome;
import dev.mneme.ledger.note.NoteVerifier;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.serde.RegistrySettings;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.stack.StackLayout;
import dev.mneme.stack.token.TokenRequest;
import dev.mneme.topics.Topics;
import java.net.URI;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What the story is told with: the running stack, seen from outside, and what has been done to it
 * so far.
 */
final class Stage implements AutoCloseable {

  static final String TENANT = "default";

  private final Stack stack;
  private final RegistryCodecs codecs;
  private final JsonHttp http;
  final EventPublisher publisher;
  final TopicWatch<MemoryEvent> events;
  final TopicWatch<MemoryRecord> records;
  final TopicWatch<OperationOutcome> outcomes;
  final TopicWatch<LayerMode> modes;
  final TopicWatch<GuardEvent> guardEvents;
  final TopicWatch<AuditEvent> audit;
  final TopicWatch<DeadLetter> deadLetters;
  private long stored;
  private long recalls;

  Stage(Stack stack) {
    this.stack = stack;
    this.http = new JsonHttp(() -> stack.token(TokenRequest.ofCommand(TENANT)));
    this.codecs =
        new RegistryCodecs(
            new RegistrySettings(
                URI.create(stack.ports().registryUrl()), RegistrySettings.Provider.APICURIO));
    this.publisher = new EventPublisher(stack.ports());
    this.events = new TopicWatch<>(stack.ports(), codecs, Topics.EVENTS);
    this.records = new TopicWatch<>(stack.ports(), codecs, Topics.RECORDS);
    this.outcomes = new TopicWatch<>(stack.ports(), codecs, Topics.OUTCOMES);
    this.modes = new TopicWatch<>(stack.ports(), codecs, Topics.MODE);
    this.guardEvents = new TopicWatch<>(stack.ports(), codecs, Topics.GUARD_EVENTS);
    this.audit = new TopicWatch<>(stack.ports(), codecs, Topics.AUDIT);
    this.deadLetters = new TopicWatch<>(stack.ports(), codecs, Topics.DLQ);
  }

  /** The receipt of an operation, once a signed checkpoint covers it. */
  Optional<String> receipt(UUID event) throws Exception {
    JsonHttp.Answer answer =
        http.get(stack.ports().http(PartName.AUDIT_SINK) + "/v1/receipts/" + event);
    return Optional.ofNullable(answer.body().path("receipt").textValue());
  }

  /** The public key that the ledger is trusted by. */
  NoteVerifier ledgerKey() {
    return stack.secrets().ledgerSigner().verifier();
  }

  StackLayout layout() {
    return stack.settings().layout();
  }

  LegacyTable legacy() throws SQLException {
    return new LegacyTable(stack);
  }

  /** Events that were published, each of which is one operation. */
  long stored() {
    return stored;
  }

  /** Recalls that were asked, each of which is one operation. */
  long recalls() {
    return recalls;
  }

  void published(long events) {
    stored += events;
  }

  /** Asks in words. Whatever the layers do, the answer is 200. */
  JsonNode recall(String subject, String words) throws Exception {
    recalls++;
    JsonHttp.Answer answer =
        http.post(
            stack.ports().http(PartName.READER) + "/v1/personal/recall",
            Map.of("tenant", TENANT, "subject", subject, "query", words, "limit", 5));
    NotSeen.unless(answer.status() == 200, "status 200 for a recall", answer.problem());
    return answer.body();
  }

  /** Makes the reader's new layer fail. */
  void breakNewLayer() throws Exception {
    JsonHttp.Answer answer = http.post(faults(), Map.of("layer", "new", "fault", "server_error"));
    NotSeen.unless(answer.isOk(), "that the fault is injected", answer.problem());
  }

  void mendNewLayer() throws Exception {
    JsonHttp.Answer answer = http.delete(faults());
    NotSeen.unless(answer.isOk(), "that the fault is cleared", answer.problem());
  }

  /** Calls that reached the new layer since the reader's start. */
  long callsOfNewLayer() throws Exception {
    for (JsonNode layer : http.get(faults()).body()) {
      if ("new".equals(layer.path("layer").asText())) {
        return layer.path("calls").asLong();
      }
    }
    throw new NotSeen("the reader does not count the calls of its new layer");
  }

  /** What the guard says about the new layer. */
  JsonNode scope() throws Exception {
    JsonHttp.Answer answer = http.get(stack.ports().http(PartName.GUARD) + "/v1/guard/scopes");
    for (JsonNode scope : answer.body()) {
      if (scope.path("scope").asText().startsWith("new@")) {
        return scope;
      }
    }
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }

  private String faults() {
    return stack.ports().http(PartName.READER) + "/v1/admin/faults";
  }

  @Override
  public void close() {
    events.close();
    records.close();
    outcomes.close();
    modes.close();
    guardEvents.close();
    audit.close();
    deadLetters.close();
    publisher.close();
    http.close();
    codecs.close();
  }
}
