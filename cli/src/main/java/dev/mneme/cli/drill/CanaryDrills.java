package dev.mneme.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.demo.Await;
import dev.mneme.cli.demo.NotSeen;
import dev.mneme.cli.demo.Teller;
import dev.mneme.control.Rollout;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A plan moves reads to a layer that has become worse than the one it replaces. */
final class CanaryDrills {

  private static final Duration PROMISED = Duration.ofSeconds(5);

  /** Within what a layer may take for a recall: nothing fails, only the comparison can tell. */
  private static final Duration SLOWER = Duration.ofMillis(40);

  private static final int CALLERS = 6;
  private static final int WHILE_HEALTHY = 20;

  /**
   * Its limits are out of reach, so that a busy machine does not reach them without the fault: what
   * ends it is the judge, who has a control group on the same machine.
   */
  private static final String PLAN =
      """
      name: a drill
      regions: [%s]
      steps:
        - percent: 50
          dwell: 5s
      gates:
        samples: 400
        minimum_samples: 50
        patience: 5m
        floor: 10ms
        comparisons: 0
      limits:
        error_percent_at_once: 100
        p99: 10s
        slo_p99: 10s
      """;

  private CanaryDrills() {}

  static List<Drill> drills() {
    return List.of(
        new Drill(
            "canary-regression",
            "A plan whose new layer becomes slower than the control group's is rolled back by"
                + " itself.",
            CanaryDrills::regression));
  }

  private static void regression(Ground ground, Teller teller) throws Exception {
    ReadRollout rollout = ground.rollout();
    Rollout before = rollout.now();
    rollout.apply(PLAN.formatted(rollout.region()));
    Await.until(
        "the plan to serve half of the subjects from the new layer",
        () -> Optional.of(rollout.now()).filter(Rollout.Canary.class::isInstance));
    teller.saw("a plan is followed: %s", rollout.now().value());
    JsonNode plan;
    try (Asking many = new Asking(CALLERS, ground::recallOfAnybody)) {
      Await.until(
          "recalls to be answered",
          () -> Optional.of(many.answered()).filter(number -> number >= WHILE_HEALTHY));
      NotSeen.unless(
          state(rollout.plan()).equals("stepping"),
          "that the plan goes on while nothing is wrong",
          state(rollout.plan()));
      ground.door().delay(Ground.NEW, SLOWER);
      teller.saw("the new layer answers %d ms later", SLOWER.toMillis());
      plan =
          Await.until(
              "the plan to be rolled back",
              () -> {
                many.answered();
                return Optional.of(rollout.plan()).filter(it -> !state(it).equals("stepping"));
              });
      rolledBack(ground, plan, teller);
      teller.saw("%d recalls of others meanwhile, every one answered", many.answered());
    }
    leftToLegacy(ground, teller);
    ground.door().mend();
    rollout.set(before);
    Seeing.servesAgain(ground, teller);
  }

  private static void rolledBack(Ground ground, JsonNode plan, Teller teller) throws Exception {
    NotSeen.unless(state(plan).equals("rolled_back"), "that the plan is rolled back", state(plan));
    JsonNode event = plan.path("last_events").path(plan.path("last_events").size() - 1);
    NotSeen.unless(
        event.path("cause").asText().equals("judged_worse"),
        "the cause judged_worse",
        event.path("cause").asText() + ": " + event.path("because").asText());
    teller.saw("rolled back, judged worse: %s", event.path("because").asText());
    long seen = System.nanoTime();
    Await.until(
        "the reader to obey",
        () -> Optional.of(ground.rollout().now()).filter(Rollout.Off.class::isInstance));
    Duration took = Duration.ofNanos(System.nanoTime() - seen);
    NotSeen.unless(took.compareTo(PROMISED) < 0, "that within " + PROMISED, took);
    teller.saw("the reader serves nobody from it %d ms after that was seen", took.toMillis());
  }

  private static void leftToLegacy(Ground ground, Teller teller) throws Exception {
    long calls = ground.door().calls(Ground.NEW);
    JsonNode answer = ground.recall();
    NotSeen.unless(
        Ground.servedBy(answer).equals(Ground.LEGACY), "served by legacy", Ground.servedBy(answer));
    NotSeen.unless(ground.finds(answer), "the memory among the answers", Ground.ids(answer));
    NotSeen.unless(
        ground.door().calls(Ground.NEW) == calls, "no call of the new layer", "a call of it");
    teller.saw("recall: by legacy, the new layer is not asked");
  }

  private static String state(JsonNode plan) {
    return plan.path("state").asText();
  }
}
