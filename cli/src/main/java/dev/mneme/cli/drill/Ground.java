package dev.mneme.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mneme.cli.CommandFailure;
import dev.mneme.cli.demo.Await;
import dev.mneme.cli.demo.NotSeen;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.control.Rollout;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Ports;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Where drills take place: the running services, seen and told what to do over HTTP as any operator
 * could, and a person made up for the drill who has one memory.
 */
public final class Ground {

  static final String NEW = "new";
  static final String LEGACY = "legacy";

  private static final String TEXT = "A drill looks for the lighthouse keeper of Eddystone";
  private static final String WORDS = "lighthouse keeper Eddystone";
  private static final int LIMITS = 1000;
  private static final Duration AFTER_A_HOLD = Duration.ofSeconds(60);

  private final JsonHttp http;
  private final String reader;
  private final String writer;
  private final String guard;
  private final Undo undo;
  private int asked;
  private String subject = "";
  private String memory = "";
  private String region = "";

  public Ground(JsonHttp http, Ports ports, Undo undo) {
    this.http = http;
    this.reader = ports.http(PartName.READER);
    this.writer = ports.http(PartName.WRITER);
    this.guard = ports.http(PartName.GUARD);
    this.undo = undo;
  }

  /**
   * Makes the person and the memory, and waits until the layer that is to fail serves it.
   *
   * @throws CommandFailure when a drill would prove nothing here, saying what to do about it
   */
  public void prepare() throws Exception {
    if (http.get(faults()).status() == 404) {
      throw new CommandFailure(
          "The reader has no door for faults: start the stack with \"mneme up --drills\", or the"
              + " reader with MNEME_FAULTS_ENABLED=true");
    }
    JsonNode inForce = ok(http.get(reader + "/v1/rollout"));
    region = inForce.path("region").asText();
    Rollout rollout = Rollout.parse(inForce.path("rollout").path("value").asText());
    subject = subjectServedByNew(rollout);
    undo.change(
        "the memory of the drill",
        () ->
            ok(
                http.delete(
                    "%s/v1/personal/forget?subject=%s&reason=drill".formatted(writer, subject))),
        this::store);
    requireReadable();
    Await.until(
        "the new layer to serve the memory of the drill",
        () -> Optional.of(recall()).filter(it -> servedBy(it).equals(NEW) && finds(it)));
    Await.until(
        "the legacy layer to have it too", () -> Optional.of(legacyHasIt()).filter(has -> has));
  }

  /** One failure of the new layer shows it; the success after it has the guard forget that. */
  private boolean legacyHasIt() throws Exception {
    inject(NEW, "server_error");
    boolean has = finds(recall());
    mend();
    recall();
    return has;
  }

  private void store() throws Exception {
    memory =
        ok(http.post(writer + "/v1/personal/store", Map.of("subject", subject, "text", TEXT)))
            .path("id")
            .asText();
  }

  /** A drill about a layer that serves nobody would prove nothing. */
  private static String subjectServedByNew(Rollout rollout) throws CommandFailure {
    for (int i = 0; i < 100_000; i++) {
      String candidate = UUID.randomUUID().toString().replace("-", "").repeat(2);
      boolean served =
          switch (rollout) {
            case Rollout.Off _, Rollout.Shadow _ -> false;
            case Rollout.Canary(var percent, String seed) -> percent.includes(seed, candidate);
            case Rollout.Full _ -> true;
          };
      if (served) {
        return candidate;
      }
    }
    throw new CommandFailure(
        "The rollout is %s, so the new layer serves nobody: \"mneme rollout set\" moves reads to it"
            .formatted(rollout.value()));
  }

  private void requireReadable() throws Exception {
    JsonNode scope = scope();
    if (scope.isObject() && !mode(scope).equals("read_write")) {
      throw new CommandFailure(
          "%s is %s already (%s): wait until the guard has brought it back"
              .formatted(scopeKey(), mode(scope), scope.path("because").asText()));
    }
  }

  /**
   * Asks for the memory, each time in a way in which nobody has asked before: a kept answer would
   * say nothing about the layers. Whatever they do, the answer is 200.
   */
  JsonNode recall() throws Exception {
    asked++;
    Map<String, Object> question =
        Map.of("subject", subject, "query", WORDS, "limit", 1 + asked % LIMITS);
    JsonHttp.Answer answer = http.post(reader + "/v1/personal/recall", question);
    NotSeen.unless(answer.status() == 200, "status 200 for a recall", answer.problem());
    return answer.body();
  }

  boolean finds(JsonNode answer) {
    return ids(answer).contains(memory);
  }

  static Set<String> ids(JsonNode answer) {
    Set<String> ids = new TreeSet<>();
    answer.path("items").forEach(item -> ids.add(item.path("id").asText()));
    return ids;
  }

  static String servedBy(JsonNode answer) {
    return answer.path("served_by").asText("nobody");
  }

  static String degraded(JsonNode answer) {
    return answer.path("degraded").path("reason").asText("");
  }

  /** Until it is taken back, or for five minutes. */
  void inject(String layer, String fault) throws Exception {
    inject(Map.of("layer", layer, "fault", fault));
  }

  void delay(String layer, Duration by) throws Exception {
    inject(Map.of("layer", layer, "fault", "latency", "delay_ms", by.toMillis()));
  }

  private void inject(Map<String, Object> fault) throws Exception {
    undo.change("the injected faults", this::mend, () -> ok(http.post(faults(), fault)));
  }

  void mend() throws Exception {
    ok(http.delete(faults()));
  }

  /** Damages the index that holds the memory of the drill. */
  void damageIndex() throws Exception {
    Await.until(
        "files of the index to damage",
        () ->
            Optional.of(http.post(faults() + "/index", Map.of("subject", subject)))
                .filter(JsonHttp.Answer::isOk));
  }

  /** The value of a metric of the reader without labels; 0 while it has none. */
  double metric(String name) throws Exception {
    return http.text(reader + "/metrics")
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  /** Calls that reached a layer since the reader's start. */
  long calls(String layer) throws Exception {
    for (JsonNode each : ok(http.get(faults()))) {
      if (layer.equals(each.path("layer").asText())) {
        return each.path("calls").asLong();
      }
    }
    throw new NotSeen("the reader does not count the calls of its %s layer".formatted(layer));
  }

  private String faults() {
    return reader + "/v1/admin/faults";
  }

  /** What the guard says about the new layer here; missing while it never had to say anything. */
  JsonNode scope() throws Exception {
    for (JsonNode scope : ok(http.get(guard + "/v1/guard/scopes"))) {
      if (scope.path("scope").asText().equals(scopeKey())) {
        return scope;
      }
    }
    return MissingNode.getInstance();
  }

  String scopeKey() {
    return NEW + "@" + region;
  }

  static String mode(JsonNode scope) {
    return scope.path("mode").asText("read_write");
  }

  static long epoch(JsonNode scope) {
    return scope.path("epoch").asLong();
  }

  JsonNode awaitMode(String mode) throws Exception {
    return Await.until(
        "the guard to put %s in %s".formatted(scopeKey(), mode),
        () -> Optional.of(scope()).filter(it -> mode(it).equals(mode)));
  }

  /** However long the guard's holds are: until a minute after the last of them should be over. */
  JsonNode awaitBack() throws Exception {
    Instant giveUp = Instant.now().plus(AFTER_A_HOLD);
    while (true) {
      JsonNode scope = scope();
      if (mode(scope).equals("read_write")) {
        return scope;
      }
      String until = scope.path("until").asText("");
      if (!until.isEmpty() && !until.equals("null")) {
        Instant afterHold = Instant.parse(until).plus(AFTER_A_HOLD);
        giveUp = afterHold.isAfter(giveUp) ? afterHold : giveUp;
      }
      if (Instant.now().isAfter(giveUp)) {
        throw new NotSeen(
            "%s should be back, but is %s: %s"
                .formatted(scopeKey(), mode(scope), scope.path("because").asText()));
      }
      Thread.sleep(50);
    }
  }

  void force(String mode, Duration time, String reason) throws Exception {
    undo.change(
        "the forced mode of " + scopeKey(),
        () -> command("clear", Map.of(), "drill over"),
        () -> command("force", Map.of("mode", mode, "ttl", time.toString()), reason));
  }

  void clear(String reason) throws Exception {
    command("clear", Map.of(), reason);
  }

  private void command(String action, Map<String, Object> more, String reason) throws Exception {
    Map<String, Object> body = new LinkedHashMap<>(more);
    body.put("actor", "drill");
    body.put("reason", reason);
    ok(http.post("%s/v1/guard/scopes/%s/%s".formatted(guard, scopeKey(), action), body));
  }

  /** What the reader obeys. */
  Rollout rollout() throws Exception {
    JsonNode rollout = ok(http.get(reader + "/v1/rollout")).path("rollout");
    return Rollout.parse(rollout.path("value").asText());
  }

  /** Until the drill is over; returns when it is written down. */
  void setRollout(Rollout rollout) throws Exception {
    Rollout before = rollout();
    undo.change(
        "the rollout " + before.value(),
        () -> write(before, "as before the drill"),
        () -> write(rollout, "a drill"));
  }

  private void write(Rollout rollout, String reason) throws Exception {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("mode", rollout.mode());
    body.put("region", region);
    body.put("actor", "drill");
    body.put("reason", reason);
    if (rollout instanceof Rollout.Canary(var percent, String seed)) {
      body.put("percent", percent.toString());
      body.put("seed", seed);
    }
    ok(http.post(guard + "/v1/rollout", body));
  }

  private static JsonNode ok(JsonHttp.Answer answer) throws NotSeen {
    NotSeen.unless(answer.isOk(), "that it is done", answer.problem());
    return answer.body();
  }
}
