package dev.mneme.guard.rollout.plan;

/**
 * One thing that is wrong with a plan file.
 *
 * @param line from 1
 * @param key where in the file, such as {@code steps[2].percent}
 */
public record PlanProblem(int line, String key, String message) {

  @Override
  public String toString() {
    return "line " + line + ", " + key + ": " + message;
  }
}
