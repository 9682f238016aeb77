package dev.mneme.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.control.Rollout;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who reads from the new layer: the rollout that the reader obeys, and the plan that moves it. */
final class ReadRollout {

  private final JsonHttp http;
  private final String inForce;
  private final String settings;
  private final String plan;
  private final Undo undo;

  ReadRollout(JsonHttp http, String reader, String guard, Undo undo) {
    this.http = http;
    this.inForce = reader + "/v1/rollout";
    this.settings = guard + "/v1/rollout";
    this.plan = guard + "/v1/rollout/plan";
    this.undo = undo;
  }

  /** Of the reader. */
  String region() throws Exception {
    return Seeing.done(http.get(inForce)).path("region").asText();
  }

  /** What the reader obeys. */
  Rollout now() throws Exception {
    JsonNode rollout = Seeing.done(http.get(inForce)).path("rollout");
    return Rollout.parse(rollout.path("value").asText());
  }

  /** Until the drill is over; returns when it is written down. */
  void set(Rollout rollout) throws Exception {
    putBackLater(() -> write(rollout, "a drill"));
  }

  /** Until the drill is over: it is aborted then, and the rollout of before put back. */
  void apply(String file) throws Exception {
    putBackLater(
        () ->
            undo.change(
                "the plan",
                () -> tell(plan + "/abort", Map.of(), "drill over"),
                () -> tell(plan, Map.of("plan", file), "a drill")));
  }

  /** The plan, how far it is, and what it rests on. */
  JsonNode plan() throws Exception {
    return Seeing.done(http.get(plan));
  }

  private void putBackLater(Undo.Step forth) throws Exception {
    Rollout before = now();
    undo.change("the rollout " + before.value(), () -> write(before, "as before the drill"), forth);
  }

  private void write(Rollout rollout, String reason) throws Exception {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("mode", rollout.mode());
    body.put("region", region());
    if (rollout instanceof Rollout.Canary(var percent, String seed)) {
      body.put("percent", percent.toString());
      body.put("seed", seed);
    }
    tell(settings, body, reason);
  }

  private void tell(String url, Map<String, Object> what, String reason) throws Exception {
    Map<String, Object> body = new LinkedHashMap<>(what);
    body.put("actor", Ground.ACTOR);
    body.put("reason", reason);
    Seeing.done(http.post(url, body));
  }
}
