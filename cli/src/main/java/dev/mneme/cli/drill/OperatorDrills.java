package dev.mneme.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.demo.Await;
import dev.mneme.cli.demo.NotSeen;
import dev.mneme.cli.demo.Teller;
import dev.mneme.control.Rollout;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Operators take the new layer out of the read path, by the guard and by the rollout. */
final class OperatorDrills {

  private static final Duration PROMISED = Duration.ofSeconds(5);

  private OperatorDrills() {}

  static List<Drill> drills() {
    return List.of(
        new Drill(
            "operator",
            "An operator forces the new layer out of the read path, and off, and clears it again.",
            OperatorDrills::forceAndClear),
        new Drill(
            "rollback",
            "One command takes all reads off the new layer in under five seconds, and back.",
            OperatorDrills::rollback));
  }

  private static void forceAndClear(Ground ground, Teller teller) throws Exception {
    ground.guard().force("write_only", Duration.ofMinutes(10), "a drill");
    JsonNode scope = Seeing.downgraded(ground, "forced", teller);
    NotSeen.unless(
        scope.path("actor").asText().startsWith("drill"), "the actor drill", scope.path("actor"));
    Seeing.leftAlone(ground, teller);
    ground.guard().clear("the drill is over");
    teller.saw("cleared");
    ground.guard().awaitBack();
    Seeing.servesAgain(ground, teller);
    off(ground, teller);
  }

  /** A layer that is off is not written either, and gets all of it afterwards. */
  private static void off(Ground ground, Teller teller) throws Exception {
    ground.guard().force("off", Duration.ofMinutes(10), "a drill");
    ground.guard().awaitMode("off");
    String meanwhile = ground.remember("The lighthouse keeper of Eddystone was away");
    Await.until(
        "the index to be left alone",
        () ->
            Optional.of(ground.readiness())
                .filter(it -> it.contains(ground.guard().key() + " is off")));
    teller.saw("%s is off: what is stored does not get into it", ground.guard().key());
    Await.until("the legacy layer to have it", () -> has(ground, Ground.LEGACY, meanwhile));
    ground.guard().clear("the drill is over");
    ground.guard().awaitBack();
    Await.until("the new layer to have it too", () -> has(ground, Ground.NEW, meanwhile));
    teller.saw("cleared: it is back, with what was stored meanwhile");
  }

  private static Optional<JsonNode> has(Ground ground, String layer, String memory)
      throws Exception {
    return Optional.of(ground.recall())
        .filter(it -> Ground.servedBy(it).equals(layer) && Ground.ids(it).contains(memory));
  }

  private static void rollback(Ground ground, Teller teller) throws Exception {
    Rollout before = ground.rollout().now();
    long begun = System.nanoTime();
    ground.rollout().set(new Rollout.Off());
    JsonNode answer =
        Await.until(
            "reads to leave the new layer",
            () ->
                Optional.of(ground.recall())
                    .filter(it -> Ground.servedBy(it).equals(Ground.LEGACY)));
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    NotSeen.unless(took.compareTo(PROMISED) < 0, "that within " + PROMISED, took);
    NotSeen.unless(ground.finds(answer), "the memory among the answers", Ground.ids(answer));
    NotSeen.unless(
        Ground.degraded(answer).isEmpty(), "an answer not degraded", Ground.degraded(answer));
    teller.saw("rollout off: reads on legacy after %d ms", took.toMillis());
    long calls = ground.door().calls(Ground.NEW);
    for (int i = 0; i < 5; i++) {
      ground.recall();
    }
    NotSeen.unless(
        ground.door().calls(Ground.NEW) == calls,
        "no call of the new layer",
        (ground.door().calls(Ground.NEW) - calls) + " calls");
    teller.saw("none of five recalls reached the new layer");
    ground.rollout().set(before);
    Seeing.servesAgain(ground, teller);
  }
}
