package dev.mneme.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.CommandFailure;
import dev.mneme.cli.demo.Await;
import dev.mneme.cli.demo.NotSeen;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.control.Rollout;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Ports;
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
  static final String ACTOR = "drill";

  private static final String TEXT = "A drill looks for the lighthouse keeper of Eddystone";
  private static final String WORDS = "lighthouse keeper Eddystone";
  private static final int LIMITS = 1000;

  private final JsonHttp http;
  private final String reader;
  private final String writer;
  private final Undo undo;
  private final FaultDoor door;
  private final ReadRollout rollout;
  private final String guardService;
  private GuardedLayer guard;
  private int asked;
  private String subject = "";
  private String memory = "";

  public Ground(JsonHttp http, Ports ports, Undo undo) {
    this.http = http;
    this.reader = ports.http(PartName.READER);
    this.writer = ports.http(PartName.WRITER);
    this.guardService = ports.http(PartName.GUARD);
    this.undo = undo;
    this.door = new FaultDoor(http, reader, undo);
    this.rollout = new ReadRollout(http, reader, guardService, undo);
    this.guard = new GuardedLayer(http, guardService, "local", undo);
  }

  FaultDoor door() {
    return door;
  }

  GuardedLayer guard() {
    return guard;
  }

  ReadRollout rollout() {
    return rollout;
  }

  /**
   * Makes the person and the memory, and waits until the layer that is to fail serves it.
   *
   * @throws CommandFailure when a drill would prove nothing here, saying what to do about it
   */
  public void prepare() throws Exception {
    if (!door.isThere()) {
      throw new CommandFailure(
          "The reader has no door for faults: start the stack with \"mneme up --drills\", or the"
              + " reader with MNEME_FAULTS_ENABLED=true");
    }
    guard = new GuardedLayer(http, guardService, rollout.region(), undo);
    subject = subjectServedByNew(rollout.now());
    undo.change(
        "the memory of the drill",
        () ->
            Seeing.done(
                http.delete(
                    "%s/v1/personal/forget?subject=%s&reason=drill".formatted(writer, subject))),
        this::store);
    guard.requireReadable();
    Await.until(
        "the new layer to serve the memory of the drill",
        () -> Optional.of(recall()).filter(it -> servedBy(it).equals(NEW) && finds(it)));
    Await.until(
        "the legacy layer to have it too", () -> Optional.of(legacyHasIt()).filter(has -> has));
  }

  /** One failure of the new layer shows it; the success after it has the guard forget that. */
  private boolean legacyHasIt() throws Exception {
    door.inject(NEW, "server_error");
    boolean has = finds(recall());
    door.mend();
    recall();
    return has;
  }

  private void store() throws Exception {
    memory = remember(TEXT);
  }

  /** Another memory of the person of the drill; its id. */
  String remember(String text) throws Exception {
    return Seeing.done(
            http.post(writer + "/v1/personal/store", Map.of("subject", subject, "text", text)))
        .path("id")
        .asText();
  }

  /** What the reader says of itself, whether it is ready or not. */
  String readiness() throws Exception {
    return http.text(reader + "/health/ready");
  }

  /** A drill about a layer that serves nobody would prove nothing. */
  private static String subjectServedByNew(Rollout rollout) throws CommandFailure {
    for (int i = 0; i < 100_000; i++) {
      String candidate = anybody();
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

  private static String anybody() {
    return UUID.randomUUID().toString().replace("-", "").repeat(2);
  }

  /**
   * Asks for the memory, each time in a way in which nobody has asked before: a kept answer would
   * say nothing about the layers. Whatever they do, the answer is 200.
   */
  JsonNode recall() throws Exception {
    asked++;
    return recall(subject, 1 + asked % LIMITS);
  }

  /** Asks for somebody of whom nothing is known, as one of many who use the service. */
  JsonNode recallOfAnybody() throws Exception {
    return recall(anybody(), 1);
  }

  private JsonNode recall(String whose, int limit) throws Exception {
    JsonHttp.Answer answer =
        http.post(
            reader + "/v1/personal/recall",
            Map.of("subject", whose, "query", WORDS, "limit", limit));
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

  /** Damages the index that holds the memory of the drill. */
  void damageIndex() throws Exception {
    door.damageIndex(subject);
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
}
