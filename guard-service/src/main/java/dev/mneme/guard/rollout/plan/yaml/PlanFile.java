package dev.mneme.guard.rollout.plan.yaml;

import dev.mneme.control.Rollout;
import dev.mneme.guard.rollout.judge.JudgePolicy;
import dev.mneme.guard.rollout.plan.Gates;
import dev.mneme.guard.rollout.plan.Limits;
import dev.mneme.guard.rollout.plan.Plan;
import dev.mneme.guard.rollout.plan.PlanProblem;
import dev.mneme.guard.rollout.plan.Step;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads a plan file: what is left out is as usual, what is wrong is named with its line. */
public final class PlanFile {

  /** Far above any plan that somebody writes. */
  public static final int LONGEST = 64 * 1024;

  private static final int MOST_STEPS = 100;
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
  private static final String NAME_FORM = "must be lower-case letters, digits and hyphens, 1 to 64";
  private static final Duration MICROSECOND = Duration.ofNanos(1_000);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration USUAL_DWELL = Duration.ofMinutes(30);

  private final List<PlanProblem> problems = new ArrayList<>();

  private PlanFile() {}

  /** What a file says. */
  public sealed interface Reading {

    record Read(Plan plan) implements Reading {}

    /** All that is wrong, in the order of the file. */
    record Wrong(List<PlanProblem> problems) implements Reading {}
  }

  /**
   * @param id of the plan, should it be one
   */
  public static Reading read(UUID id, String text) {
    if (text.length() > LONGEST) {
      return wrong(new PlanProblem(1, "the plan", "is longer than 64 KB"));
    }
    var options = new LoaderOptions();
    options.setNestingDepthLimit(8);
    options.setMaxAliasesForCollections(8);
    try {
      Node root = new Yaml(options).compose(new StringReader(text));
      return root == null
          ? wrong(new PlanProblem(1, "the plan", "is empty"))
          : new PlanFile().plan(id, root);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      return wrong(new PlanProblem(line, "the plan", "is no YAML: " + e.getProblem()));
    } catch (YAMLException e) {
      return wrong(new PlanProblem(1, "the plan", "is no YAML"));
    }
  }

  private static Reading wrong(PlanProblem problem) {
    return new Reading.Wrong(List.of(problem));
  }

  private Reading plan(UUID id, Node root) {
    var file = new Section("", Section.lineOf(root), root, problems);
    String name = file.text("name");
    if (name == null || name.isEmpty() || name.length() > 100) {
      file.wrong("name", "a plan needs a name of at most 100 characters");
    }
    List<String> regions = regions(file);
    String seed = file.text("seed");
    if (seed != null && !NAME.matcher(seed).matches()) {
      file.wrong("seed", NAME_FORM);
    }
    Duration dwell = file.time("dwell", USUAL_DWELL, SECOND);
    List<Step> steps = steps(file, regions, dwell);
    Gates gates = gates(file.section("gates"));
    Limits limits = limits(file.section("limits"));
    file.end();
    problems.sort(java.util.Comparator.comparingInt(PlanProblem::line));
    return problems.isEmpty() && name != null
        ? new Reading.Read(
            new Plan(
                id,
                name,
                regions,
                steps,
                gates,
                limits,
                seed == null ? Rollout.DEFAULT_SEED : seed))
        : new Reading.Wrong(List.copyOf(problems));
  }

  private static List<String> regions(Section file) {
    List<String> regions = file.texts("regions");
    if (regions.isEmpty()) {
      file.wrong("regions", "a plan needs the regions that it moves, such as [local]");
    } else if (new HashSet<>(regions).size() < regions.size()) {
      file.wrong("regions", "a region is there twice");
    } else if (!regions.stream().allMatch(region -> NAME.matcher(region).matches())) {
      file.wrong("regions", NAME_FORM);
    }
    return regions;
  }

  private List<Step> steps(Section file, List<String> regions, Duration dwell) {
    if (!file.has("steps")) {
      file.take("steps");
      return Plan.usualSteps(regions, dwell);
    }
    if (!(file.take("steps") instanceof SequenceNode list)
        || list.getValue().isEmpty()
        || list.getValue().size() > MOST_STEPS) {
      file.wrong("steps", "must be a list of 1 to 100 steps");
      return List.of();
    }
    var steps = new ArrayList<Step>();
    Map<String, Integer> reached = new HashMap<>();
    for (int i = 0; i < list.getValue().size(); i++) {
      Node node = list.getValue().get(i);
      var entry = new Section("steps[" + (i + 1) + "]", Section.lineOf(node), node, problems);
      for (Step step : step(entry, regions, dwell)) {
        for (String region : step.regions()) {
          Integer before = reached.put(region, step.percent());
          if (before != null && before >= step.percent()) {
            entry.wrong("percent", "must be above the %d of region %s".formatted(before, region));
          }
        }
        steps.add(step);
      }
      entry.end();
    }
    return steps;
  }

  private static List<Step> step(Section entry, List<String> regions, Duration usualDwell) {
    if (!entry.has("percent")) {
      entry.wrong("percent", "a step needs a percent from 1 to 100");
    }
    int percent = entry.whole("percent", 1, 1, 100);
    Duration dwell = entry.time("dwell", usualDwell, SECOND);
    if (!entry.has("regions")) {
      entry.take("regions");
      return List.of(new Step(percent, regions, dwell));
    }
    if (entry.take("regions") instanceof org.yaml.snakeyaml.nodes.ScalarNode word
        && word.getValue().equals("each")) {
      return regions.stream().map(region -> new Step(percent, List.of(region), dwell)).toList();
    }
    List<String> covered = entry.texts("regions");
    if (covered.isEmpty() || !regions.containsAll(covered)) {
      entry.wrong("regions", "must be each, or some of the plan's regions");
      return List.of();
    }
    return List.of(new Step(percent, covered, dwell));
  }

  private static Gates gates(Section section) {
    Gates usual = Gates.DEFAULT;
    JudgePolicy judge = usual.judge();
    int samples = section.whole("samples", judge.samples(), 1, 10_000_000);
    int minimum =
        section.whole("minimum_samples", Math.min(judge.minimumSamples(), samples), 1, 10_000_000);
    if (minimum > samples) {
      section.wrong("minimum_samples", "must not be above samples");
    }
    double overlap = section.number("overlap", usual.overlap(), 0, 1);
    double abort = section.number("overlap_abort", Math.min(usual.overlapAbort(), overlap), 0, 1);
    if (abort > overlap) {
      section.wrong("overlap_abort", "must not be above overlap");
    }
    var gates =
        new Gates(
            new JudgePolicy(
                samples,
                minimum,
                section.number("false_alarms", judge.falseAlarms(), 0.0001, 0.5),
                section.number("error_points", judge.errorPoints(), 0, 100),
                section.number("p99_percent", judge.p99Percent(), 0, 1000),
                section.number("shift_percent", judge.shiftPercent(), 0, 1000),
                section.time("floor", judge.floor(), Duration.ZERO),
                section.number("mismatch", judge.mismatch(), 0, 1)),
            section.time("patience", usual.patience(), Duration.ZERO),
            overlap,
            abort,
            section.whole("comparisons", usual.comparisons(), 0, 10_000_000),
            section.time("forget_lag", usual.forgetLag(), Duration.ofMillis(1)));
    section.end();
    return gates;
  }

  private static Limits limits(Section section) {
    Limits usual = Limits.DEFAULT;
    var limits =
        new Limits(
            section.number("error_percent", usual.errorPercent(), 0, 100),
            section.time("error_for", usual.errorFor(), SECOND),
            section.time("p99", usual.p99(), MICROSECOND),
            section.time("p99_for", usual.p99For(), SECOND),
            section.number("error_percent_at_once", usual.errorPercentAtOnce(), 0, 100),
            section.time("slo_p99", usual.sloP99(), MICROSECOND),
            section.number("auth_percent", usual.authPercent(), 0, 100),
            section.whole("minimum_reads", usual.minimumReads(), 1, 1_000_000));
    section.end();
    return limits;
  }
}
