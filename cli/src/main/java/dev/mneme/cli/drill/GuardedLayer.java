package dev.mneme.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mneme.cli.CommandFailure;
import dev.mneme.cli.demo.Await;
import dev.mneme.cli.demo.NotSeen;
import dev.mneme.cli.http.JsonHttp;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The new layer in the eyes of the guard, and what an operator tells the guard about it. */
final class GuardedLayer {

  private static final Duration AFTER_A_HOLD = Duration.ofSeconds(60);

  private final JsonHttp http;
  private final String scopes;
  private final String key;
  private final Undo undo;

  GuardedLayer(JsonHttp http, String guard, String region, Undo undo) {
    this.http = http;
    this.scopes = guard + "/v1/guard/scopes";
    this.key = Ground.NEW + "@" + region;
    this.undo = undo;
  }

  String key() {
    return key;
  }

  /** What the guard says about it; missing while it never had to say anything. */
  JsonNode scope() throws Exception {
    for (JsonNode scope : Seeing.done(http.get(scopes))) {
      if (scope.path("scope").asText().equals(key)) {
        return scope;
      }
    }
    return MissingNode.getInstance();
  }

  static String mode(JsonNode scope) {
    return scope.path("mode").asText("read_write");
  }

  static long epoch(JsonNode scope) {
    return scope.path("epoch").asLong();
  }

  /** A drill about a layer that is out already would prove nothing. */
  void requireReadable() throws Exception {
    JsonNode scope = scope();
    if (scope.isObject() && !mode(scope).equals("read_write")) {
      throw new CommandFailure(
          "%s is %s already (%s): wait until the guard has brought it back"
              .formatted(key, mode(scope), scope.path("because").asText()));
    }
  }

  JsonNode awaitMode(String mode) throws Exception {
    return Await.until(
        "the guard to put %s in %s".formatted(key, mode),
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
                .formatted(key, mode(scope), scope.path("because").asText()));
      }
      Thread.sleep(50);
    }
  }

  void force(String mode, Duration time, String reason) throws Exception {
    undo.change(
        "the forced mode of " + key,
        () -> command("clear", Map.of(), "drill over"),
        () -> command("force", Map.of("mode", mode, "ttl", time.toString()), reason));
  }

  void clear(String reason) throws Exception {
    command("clear", Map.of(), reason);
  }

  private void command(String action, Map<String, Object> more, String reason) throws Exception {
    Map<String, Object> body = new LinkedHashMap<>(more);
    body.put("actor", Ground.ACTOR);
    body.put("reason", reason);
    Seeing.done(http.post("%s/%s/%s".formatted(scopes, key, action), body));
  }
}
