package dev.mneme.guard.rollout.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import java.util.Map;

/**
 * What a plan would do; nothing was written down.
 *
 * @param steps with the shares that each would set
 * @param first what applying it now would decide
 * @param judged what its first step would be judged to be by the evidence there is
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record DryRun(
    String plan, List<Planned> steps, RolloutView.Forecast first, RolloutView.Forecast judged) {

  /** A step, and what it would set. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Planned(int step, String dwell, Map<String, Integer> exposure) {}
}
