package dev.mneme.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.demo.Await;
import dev.mneme.cli.demo.NotSeen;
import dev.mneme.cli.demo.Teller;
import dev.mneme.cli.http.JsonHttp;
import java.time.Duration;
import java.util.Optional;

/** What most drills look for. */
final class Seeing {

  /** With both layers tried, and what the way over HTTP and a busy machine add. */
  private static final Duration QUICK = Duration.ofSeconds(2);

  private static final int RECALLS = 5;

  private Seeing() {}

  /** What came back, of something that was to be done. */
  static JsonNode done(JsonHttp.Answer answer) throws NotSeen {
    NotSeen.unless(answer.isOk(), "that it is done", answer.problem());
    return answer.body();
  }

  /** One recall that is answered in time, by the legacy layer, and says why. */
  static void legacyAnswers(Ground ground, String reason, Teller teller) throws Exception {
    long begun = System.nanoTime();
    JsonNode answer = ground.recall();
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    NotSeen.unless(
        Ground.servedBy(answer).equals(Ground.LEGACY), "served by legacy", Ground.servedBy(answer));
    NotSeen.unless(ground.finds(answer), "the memory among the answers", Ground.ids(answer));
    NotSeen.unless(
        Ground.degraded(answer).equals(reason), "degraded: " + reason, Ground.degraded(answer));
    NotSeen.unless(took.compareTo(QUICK) < 0, "an answer within " + QUICK, took);
    teller.saw("recall: 200 in %d ms, by legacy, degraded: %s", took.toMillis(), reason);
  }

  /** The guard has taken the layer out of the read path. */
  static JsonNode downgraded(Ground ground, String reason, Teller teller) throws Exception {
    JsonNode scope = ground.guard().awaitMode("write_only");
    String why = scope.path("reason").asText();
    NotSeen.unless(why.equals(reason), "the reason " + reason, why);
    teller.saw(
        "%s is write_only until %s: %s",
        ground.guard().key(), scope.path("until").asText("-"), scope.path("because").asText());
    return scope;
  }

  /** Recalls go on, and none of them reaches the layer; only a probe of the guard may. */
  static void leftAlone(Ground ground, Teller teller) throws Exception {
    Await.until("the reader to obey", () -> Optional.of(isQuiet(ground)).filter(quiet -> quiet));
    long epoch = GuardedLayer.epoch(ground.guard().scope());
    long calls = ground.door().calls(Ground.NEW);
    for (int i = 0; i < RECALLS; i++) {
      JsonNode answer = ground.recall();
      NotSeen.unless(ground.finds(answer), "the memory among the answers", Ground.ids(answer));
    }
    long reached = ground.door().calls(Ground.NEW) - calls;
    long probes = GuardedLayer.epoch(ground.guard().scope()) - epoch;
    NotSeen.unless(reached <= probes, "no call of the new layer", reached + " calls");
    teller.saw("%d recalls answered by legacy, none reached the new layer", RECALLS);
  }

  /** Whether a recall leaves the layer alone: the reader has heard of the mode. */
  private static boolean isQuiet(Ground ground) throws Exception {
    long calls = ground.door().calls(Ground.NEW);
    JsonNode answer = ground.recall();
    return Ground.servedBy(answer).equals(Ground.LEGACY)
        && ground.door().calls(Ground.NEW) == calls;
  }

  /** The layer comes back by itself and serves again. */
  static void back(Ground ground, Teller teller) throws Exception {
    ground.door().mend();
    teller.saw("the fault is taken back, waiting for the hold to end");
    JsonNode scope = ground.guard().awaitBack();
    teller.saw("%s is read_write: %s", ground.guard().key(), scope.path("because").asText());
    servesAgain(ground, teller);
  }

  static void servesAgain(Ground ground, Teller teller) throws Exception {
    Await.until(
        "the new layer to serve again",
        () ->
            Optional.of(ground.recall())
                .filter(it -> Ground.servedBy(it).equals(Ground.NEW) && ground.finds(it))
                .filter(it -> Ground.degraded(it).isEmpty()));
    teller.saw("recall: served by new, not degraded");
  }
}
