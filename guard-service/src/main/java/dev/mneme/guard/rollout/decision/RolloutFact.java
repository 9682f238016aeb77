package dev.mneme.guard.rollout.decision;

import dev.mneme.guard.rollout.judge.Input;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a rollout, with all it rests on.
 *
 * @param cause the rule that applied, in a word
 * @param step from 1; 0 when it is about none
 * @param exposure share of each region after it
 * @param verdict what the judge said, if it was asked
 * @param actor who decided: {@link #CONTROLLER} or the operator who asked
 */
public record RolloutFact(
    Kind kind,
    String cause,
    String because,
    int step,
    Map<String, Integer> exposure,
    @Nullable String verdict,
    List<Input> inputs,
    String actor,
    long sequence) {

  /** The actor of what nobody asked for. */
  public static final String CONTROLLER = "rollout";

  public RolloutFact {
    exposure = Map.copyOf(exposure);
    inputs = List.copyOf(inputs);
  }

  /** What happened. */
  public enum Kind {
    APPLIED,
    STEP_STARTED,
    LOOKED,
    PAUSED,
    RESUMED,
    ROLLED_BACK,
    ABORTED,
    COMPLETED
  }
}
