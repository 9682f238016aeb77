package dev.mneme.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.demo.Await;
import dev.mneme.cli.demo.NotSeen;
import dev.mneme.cli.demo.Teller;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The new layer fails in one way or another; the guard takes it out and brings it back. */
final class LayerDrills {

  private static final int THRESHOLD = 3;

  /** Longer than a layer may take for a recall. */
  private static final Duration LATE = Duration.ofMillis(500);

  private static final String REBUILDS = "memory_index_rebuilds_total";

  private LayerDrills() {}

  static List<Drill> drills() {
    return List.of(
        new Drill(
            "auth-failure",
            "One refusal by the new layer takes it out of the read path; recall goes on.",
            LayerDrills::authFailure),
        new Drill(
            "timeouts",
            "Three timeouts in a row take it out, two do not; every recall is answered in time.",
            LayerDrills::timeouts),
        new Drill(
            "flapping",
            "While probes fail the layer stays out, and each hold is a new one; then it comes"
                + " back.",
            LayerDrills::flapping),
        new Drill(
            "latency",
            "A layer that answers too late is taken out like one that does not answer.",
            LayerDrills::latency),
        new Drill(
            "layer-outage",
            "With one layer down the other serves; with both, recalls answer empty and say why.",
            LayerDrills::outage),
        new Drill(
            "index-corruption",
            "A damaged index is found and rebuilt from the log; no recall misses the memory.",
            LayerDrills::corruption));
  }

  private static void authFailure(Ground ground, Teller teller) throws Exception {
    ground.door().inject(Ground.NEW, "unauthorized");
    Seeing.legacyAnswers(ground, "unauthorized", teller);
    Seeing.downgraded(ground, "unauthorized", teller);
    Seeing.leftAlone(ground, teller);
    Seeing.back(ground, teller);
  }

  private static void timeouts(Ground ground, Teller teller) throws Exception {
    ground.door().inject(Ground.NEW, "timeout");
    for (int i = 1; i < THRESHOLD; i++) {
      Seeing.legacyAnswers(ground, "timeout", teller);
    }
    JsonNode counted =
        Await.until(
            "the guard to have counted two failures",
            () ->
                Optional.of(ground.guard().scope())
                    .filter(it -> it.path("failures").asInt() == THRESHOLD - 1));
    NotSeen.unless(
        GuardedLayer.mode(counted).equals("read_write"),
        "read_write after two",
        GuardedLayer.mode(counted));
    teller.saw("two failures counted, %s is still read_write", ground.guard().key());
    Seeing.legacyAnswers(ground, "timeout", teller);
    Seeing.downgraded(ground, "consecutive_failures", teller);
    Seeing.leftAlone(ground, teller);
    Seeing.back(ground, teller);
  }

  private static void flapping(Ground ground, Teller teller) throws Exception {
    ground.door().inject(Ground.NEW, "server_error");
    for (int i = 0; i < THRESHOLD; i++) {
      Seeing.legacyAnswers(ground, "server_error", teller);
    }
    JsonNode first = Seeing.downgraded(ground, "consecutive_failures", teller);
    Instant hold = Instant.parse(first.path("until").asText());
    teller.saw("the fault stays, waiting for the probe after the hold to fail");
    Thread.sleep(Math.max(0, Duration.between(Instant.now(), hold).toMillis()));
    JsonNode second =
        Await.until(
            "a failed probe",
            () ->
                Optional.of(ground.guard().scope())
                    .filter(it -> it.path("reason").asText().equals("probe_failed")));
    NotSeen.unless(
        Instant.parse(second.path("until").asText()).isAfter(hold), "a later hold", second);
    NotSeen.unless(
        GuardedLayer.epoch(second) > GuardedLayer.epoch(first),
        "a newer epoch",
        GuardedLayer.epoch(second));
    teller.saw("probe failed, held again until %s", second.path("until").asText());
    Seeing.back(ground, teller);
  }

  private static void latency(Ground ground, Teller teller) throws Exception {
    ground.door().delay(Ground.NEW, LATE);
    for (int i = 0; i < THRESHOLD; i++) {
      Seeing.legacyAnswers(ground, "timeout", teller);
    }
    Seeing.downgraded(ground, "consecutive_failures", teller);
    Seeing.leftAlone(ground, teller);
    Seeing.back(ground, teller);
  }

  private static void outage(Ground ground, Teller teller) throws Exception {
    ground.door().inject(Ground.NEW, "server_error");
    Seeing.legacyAnswers(ground, "server_error", teller);
    ground.door().inject(Ground.LEGACY, "server_error");
    JsonNode empty = ground.recall();
    NotSeen.unless(Ground.ids(empty).isEmpty(), "an empty answer", Ground.ids(empty));
    NotSeen.unless(Ground.servedBy(empty).equals("none"), "served by none", Ground.servedBy(empty));
    teller.saw("recall: 200, empty, because %s", empty.path("degraded").path("because").asText());
    ground.door().mend();
    teller.saw("the faults are taken back");
    ground.guard().awaitBack();
    Seeing.servesAgain(ground, teller);
  }

  private static void corruption(Ground ground, Teller teller) throws Exception {
    double before = ground.metric(REBUILDS);
    ground.damageIndex();
    teller.saw("a byte of the index is flipped on the disk");
    int recalls =
        Await.until(
            "the index to be rebuilt",
            new Callable<Optional<Integer>>() {
              private int asked;

              @Override
              public Optional<Integer> call() throws Exception {
                JsonNode answer = ground.recall();
                asked++;
                NotSeen.unless(
                    ground.finds(answer), "the memory in every answer", Ground.ids(answer));
                return ground.metric(REBUILDS) > before ? Optional.of(asked) : Optional.empty();
              }
            });
    teller.saw("found, thrown away, rebuilt from the log; %d recalls found the memory", recalls);
    ground.guard().awaitBack();
    Seeing.servesAgain(ground, teller);
  }
}
