package dev.mneme.guard.rollout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.guard.rollout.plan.avro.PlanRecord;
import dev.mneme.guard.rollout.plan.yaml.PlanFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PlanFileTest {
  private static final UUID ID = UUID.fromString("00000000-0000-0000-0000-000000000001");

  @Test
  void shouldTakeWhatIsUsualForAllThatIsLeftOut() {
    Plan plan = plan("name: move\nregions: [eu, us]\n");

    assertThat(plan.steps())
        .extracting(Step::percent)
        .containsExactly(1, 2, 5, 10, 25, 50, 75, 100, 100);
    assertThat(plan.steps().subList(7, 9))
        .extracting(Step::regions)
        .containsExactly(List.of("eu"), List.of("us"));
    assertThat(plan.gates()).isEqualTo(Gates.DEFAULT);
    assertThat(plan.limits()).isEqualTo(Limits.DEFAULT);
    assertThat(plan.exposure(6)).isEqualTo(Map.of("eu", 75, "us", 75));
    assertThat(plan.exposure(7)).isEqualTo(Map.of("eu", 100, "us", 75));
  }

  @Test
  void shouldTakeAllThatIsSaid() {
    Plan plan =
        plan(
            """
            name: move slowly
            regions: [eu, us]
            seed: winter
            dwell: 10m
            steps:
              - percent: 5
                regions: [eu]
                dwell: 90s
              - percent: 50
                regions: each
            gates:
              samples: 500
              minimum_samples: 100
              patience: 2h
              error_points: 0.5
              floor: 5ms
              overlap: 0.9
              overlap_abort: 0.8
              comparisons: 0
              forget_lag: 10s
            limits:
              error_percent: 2
              error_for: 5m
              p99: 30ms
              slo_p99: 25ms
            """);

    assertThat(plan.seed()).isEqualTo("winter");
    assertThat(plan.steps())
        .containsExactly(
            new Step(5, List.of("eu"), Duration.ofSeconds(90)),
            new Step(50, List.of("eu"), Duration.ofMinutes(10)),
            new Step(50, List.of("us"), Duration.ofMinutes(10)));
    assertThat(plan.gates().judge().samples()).isEqualTo(500);
    assertThat(plan.gates().judge().floor()).isEqualTo(Duration.ofMillis(5));
    assertThat(plan.gates().overlap()).isEqualTo(0.9);
    assertThat(plan.limits().p99()).isEqualTo(Duration.ofMillis(30));
    assertThat(plan.limits().p99For()).isEqualTo(Limits.DEFAULT.p99For());
  }

  @Test
  void shouldNameEverythingThatIsWrongWithItsLineAndKey() {
    List<String> problems =
        problems(
            """
            regions: [eu, EU]
            pace: slow
            steps:
              - percent: 50
              - percent: 20
              - percent: 101
                dwell: soon
              - regions: [mars]
                percent: 60
            gates:
              overlap: 0.7
              overlap_abort: 0.8
              overlap_abort: 0.6
            limits:
              p99: 20
            """);

    assertThat(problems)
        .contains(
            "line 1, name: a plan needs a name of at most 100 characters",
            "line 1, regions: must be lower-case letters, digits and hyphens, 1 to 64",
            "line 2, pace: is no key here; there are dwell, gates, limits, name, regions, seed,"
                + " steps",
            "line 5, steps[2].percent: must be above the 50 of region eu",
            "line 6, steps[3].percent: must be a number from 1 to 100",
            "line 7, steps[3].dwell: must be a length of time such as 250ms, 90s, 10m or 2h, up to"
                + " 30d",
            "line 8, steps[4].regions: must be each, or some of the plan's regions",
            "line 13, gates.overlap_abort: is there twice",
            "line 15, limits.p99: must be a length of time such as 250ms, 90s, 10m or 2h, up to"
                + " 30d");
  }

  @Test
  void shouldSayWhereItIsNoYaml() {
    assertThat(problems("name: x\nregions: [a\nsteps: }"))
        .singleElement()
        .asString()
        .startsWith("line 3, the plan: is no YAML");
    assertThat(problems("")).containsExactly("line 1, the plan: is empty");
    assertThat(problems("- a\n- b")).contains("line 1, the plan: must hold keys and values");
    assertThat(problems("x".repeat(70_000)))
        .containsExactly("line 1, the plan: is longer than 64 KB");
  }

  @Test
  void shouldBeTheSamePlanAfterItTravelled() {
    Plan plan = plan("name: move\nregions: [eu, us]\nseed: winter\n");

    assertThat(PlanRecord.plan(PlanRecord.of(plan, "alice", "time", Instant.EPOCH)))
        .isEqualTo(plan);
  }

  /** What the page shows can be applied. */
  @Test
  void shouldReadThePlansOfTheDocumentation() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "rollout-plans.md"));
    List<String> plans =
        java.util.regex.Pattern.compile("```yaml\n(.*?)```", java.util.regex.Pattern.DOTALL)
            .matcher(page)
            .results()
            .map(match -> match.group(1))
            .toList();

    assertThat(plans).isNotEmpty().allSatisfy(text -> assertThat(plan(text)).isNotNull());
  }

  private static Plan plan(String text) {
    PlanFile.Reading reading = PlanFile.read(ID, text);
    if (reading instanceof PlanFile.Reading.Read(Plan plan)) {
      return plan;
    }
    throw new AssertionError(reading.toString());
  }

  private static List<String> problems(String text) {
    PlanFile.Reading reading = PlanFile.read(ID, text);
    if (reading instanceof PlanFile.Reading.Wrong(List<PlanProblem> problems)) {
      return problems.stream().map(PlanProblem::toString).toList();
    }
    throw new AssertionError("that is a plan");
  }
}
