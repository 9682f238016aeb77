package dev.mneme.cli.load;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run as it is kept.
 *
 * @param acts by the label of what was asked
 * @param notBegun requests that were due while as many as allowed were under way
 * @param growth of a soak; else empty
 */
public record LoadReport(
    @JsonProperty("scenario") String scenario,
    @JsonProperty("seed") long seed,
    @JsonProperty("rate") double rate,
    @JsonProperty("duration_ms") long durationMs,
    @JsonProperty("subjects") int subjects,
    @JsonProperty("began") String began,
    @JsonProperty("acts") Map<String, Tally> acts,
    @JsonProperty("not_begun") long notBegun,
    @JsonProperty("verified") Verified verified,
    @JsonProperty("growth") List<Growth> growth) {

  public LoadReport {
    acts = new TreeMap<>(acts);
    growth = List.copyOf(growth);
  }

  @JsonIgnore
  LoadPlan plan() {
    return new LoadPlan(
        Scenario.labelled(scenario), seed, rate, Duration.ofMillis(durationMs), subjects);
  }

  /** What was wrong; empty when the services did what they promise. */
  public List<String> problems() {
    List<String> problems = new java.util.ArrayList<>();
    if (!verified.holds()) {
      problems.add(
          "%d of %d acknowledged memories are lost, %d forgotten ones came back, %d are not redacted"
              .formatted(
                  verified.lost(), verified.written(), verified.returned(), verified.unredacted()));
    }
    if (notBegun > 0) {
      problems.add("%d requests could not be begun: too many were under way".formatted(notBegun));
    }
    growth.stream()
        .filter(Growth::grew)
        .forEach(
            each ->
                problems.add(
                    "%s of %s grew from %.0f to %.0f"
                        .formatted(each.what(), each.service(), each.early(), each.late())));
    return problems;
  }
}
