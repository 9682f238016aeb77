package dev.mneme.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.demo.TopicWatch.Seen;
import dev.mneme.events.GuardEvent;
import dev.mneme.events.GuardEventKind;
import dev.mneme.events.LayerMode;
import dev.mneme.events.LayerModeName;
import dev.mneme.events.MemoryRecord;
import dev.mneme.events.OperationOutcome;
import dev.mneme.events.OutcomeKind;
import dev.mneme.events.OutcomeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the layers are read: by words, past a failing layer, and back when it is well again. */
final class GuardScenes {

  private static final int FAILURES = 3;

  private @Nullable Question question;
  private long callsWhenDowngraded;

  List<Scene> scenes() {
    return List.of(
        new Scene("A recall in words finds a memory, served by the new layer", this::recallFinds),
        new Scene("The new layer fails three times; every answer is still 200", this::layerFails),
        new Scene("The guard takes the new layer out of the read path", this::guardDowngrades),
        new Scene("Recall goes on, served by the legacy layer alone", this::legacyServes),
        new Scene("The fault is gone, the hold ends, one probe, recovered", this::guardRecovers),
        new Scene("The new layer serves again", this::newLayerServes));
  }

  private Question question() {
    if (question == null) {
      throw new IllegalStateException("no question was asked yet");
    }
    return question;
  }

  private void recallFinds(Stage stage, Teller teller) throws Exception {
    List<MemoryRecord> memories =
        stage.records.all().stream()
            .filter(record -> !"demo-message".equals(record.present().getConversation()))
            .map(Seen::present)
            .toList();
    Question asked = Question.about(memories);
    question = asked;
    JsonNode answer =
        Await.until(
            "the memory to be found",
            () -> Optional.of(stage.recall(asked.subject(), asked.words())).filter(this::isFound));
    NotSeen.unless("new".equals(servedBy(answer)), "served by new", servedBy(answer));
    JsonNode best = find(answer);
    teller.saw("\"%s\" finds, in %d ms,", asked.words(), answer.path("took_ms").asLong());
    teller.saw("%s: \"%s\"", best.path("speaker").asText(), shortened(best.path("text").asText()));
    teller.saw("served by new, receipt %s", answer.path("audit_receipt_id").asText());
  }

  private void layerFails(Stage stage, Teller teller) throws Exception {
    stage.breakNewLayer();
    teller.saw("injected: server_error in the reader's new layer");
    for (int i = 1; i <= FAILURES; i++) {
      JsonNode answer = stage.recall(question().subject(), question().words());
      JsonNode degraded = answer.path("degraded");
      NotSeen.unless(degraded.isObject(), "an answer that says it is degraded", answer);
      teller.saw(
          "recall %d: 200, %d found, served by %s, degraded: %s",
          i,
          answer.path("items").size(),
          servedBy(answer),
          degraded.path("because").asText(degraded.path("reason").asText()));
    }
  }

  private void guardDowngrades(Stage stage, Teller teller) throws Exception {
    Seen<LayerMode> mode =
        stage.modes.await(
            "write_only for the new layer",
            seen -> latest(seen).filter(m -> m.present().getMode() == LayerModeName.WRITE_ONLY));
    teller.saw(
        "%s  %s is %s (%s): %s",
        mode.where(),
        mode.key(),
        mode.present().getMode(),
        mode.present().getReason(),
        mode.present().getBecause());
    teller.saw(
        "decided %d ms after the third failure; hold until %s",
        Duration.between(lastFailure(stage), mode.present().getDecidedAt()).toMillis(),
        mode.present().getUntil());
    JsonNode scope =
        Await.until(
            "the guard to say write_only",
            () -> Optional.of(stage.scope()).filter(s -> "write_only".equals(mode(s))));
    teller.saw(
        "GET /v1/guard/scopes: %s %s, %s",
        scope.path("scope").asText(), mode(scope), scope.path("state").asText());
    callsWhenDowngraded = stage.callsOfNewLayer();
  }

  private void legacyServes(Stage stage, Teller teller) throws Exception {
    JsonNode answer =
        Await.until(
            "the legacy layer to serve",
            () ->
                Optional.of(stage.recall(question().subject(), question().words()))
                    .filter(a -> "legacy".equals(servedBy(a))));
    NotSeen.unless(isFound(answer), "the memory among the answers", answer.path("items"));
    long calls = stage.callsOfNewLayer();
    NotSeen.unless(
        calls == callsWhenDowngraded,
        "no call of the new layer",
        (calls - callsWhenDowngraded) + " calls");
    teller.saw(
        "200, %d found, served by legacy; the new layer was not asked",
        answer.path("items").size());
  }

  private void guardRecovers(Stage stage, Teller teller) throws Exception {
    stage.mendNewLayer();
    teller.saw("cleared the fault, waiting for the hold to end");
    stage.guardEvents.await(
        "a recovery",
        seen -> seen.stream().filter(e -> kind(e) == GuardEventKind.RECOVERED).findFirst());
    List<GuardEventKind> kinds = stage.guardEvents.all().stream().map(GuardScenes::kind).toList();
    NotSeen.unless(
        kinds.equals(
            List.of(
                GuardEventKind.DOWNGRADED, GuardEventKind.PROBE_STARTED, GuardEventKind.RECOVERED)),
        "exactly DOWNGRADED, PROBE_STARTED, RECOVERED",
        kinds);
    long probes =
        stage.outcomes.all().stream()
            .filter(o -> o.present().getKind() == OutcomeKind.PROBE_RESULT)
            .count();
    NotSeen.unless(probes == 1, "exactly one probe", probes);
    stage
        .guardEvents
        .all()
        .forEach(e -> teller.saw("%s  %s: %s", e.where(), kind(e), e.present().getBecause()));
  }

  private void newLayerServes(Stage stage, Teller teller) throws Exception {
    JsonNode answer =
        Await.until(
            "the new layer to serve",
            () ->
                Optional.of(stage.recall(question().subject(), question().words()))
                    .filter(a -> "new".equals(servedBy(a))));
    NotSeen.unless(isFound(answer), "the memory among the answers", answer.path("items"));
    NotSeen.unless(!answer.path("degraded").isObject(), "an answer that is not degraded", answer);
    teller.saw("200, %d found, served by new", answer.path("items").size());
  }

  private static Instant lastFailure(Stage stage) throws Exception {
    return stage.outcomes.all().stream()
        .map(Seen::present)
        .filter(o -> "new".equals(o.getLayer()) && o.getResult() == OutcomeResult.SERVER_ERROR)
        .map(OperationOutcome::getAt)
        .max(Instant::compareTo)
        .orElseThrow(() -> new NotSeen("no failure of the new layer is on memory.outcomes"));
  }

  private static Optional<Seen<LayerMode>> latest(List<Seen<LayerMode>> seen) {
    return seen.stream().filter(m -> m.key().startsWith("new@")).reduce((a, b) -> b);
  }

  private static GuardEventKind kind(Seen<GuardEvent> event) {
    return event.present().getKind();
  }

  private static String mode(JsonNode scope) {
    return scope.path("mode").asText();
  }

  private static String servedBy(JsonNode answer) {
    return answer.path("served_by").asText("nobody");
  }

  private boolean isFound(JsonNode answer) {
    return find(answer).isObject();
  }

  private JsonNode find(JsonNode answer) {
    for (JsonNode item : answer.path("items")) {
      if (question().answer().toString().equals(item.path("id").asText())) {
        return item;
      }
    }
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }

  private static String shortened(String text) {
    return text.length() > 110 ? text.substring(0, 110) + "…" : text;
  }
}
