package dev.mneme.system.containers;

import dev.mneme.system.Command;
import java.time.Duration;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Asks the engine once whether it is there. */
final class ContainersReachable implements ExecutionCondition {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final boolean REQUIRED = "required".equals(System.getenv("MNEME_CONTAINERS"));

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return Found.REACHABLE;
  }

  private static final class Found {
    static final ConditionEvaluationResult REACHABLE = look();
  }

  private static ConditionEvaluationResult look() {
    if (REQUIRED) {
      return ConditionEvaluationResult.enabled("MNEME_CONTAINERS is required");
    }
    if (!Command.of("docker", "info").within(PATIENCE).run().isDone()) {
      return ConditionEvaluationResult.disabled(
          "no Docker engine is reachable (docker info); MNEME_CONTAINERS=required makes that a"
              + " failure");
    }
    return Compose.program().isEmpty()
        ? ConditionEvaluationResult.disabled(
            "there is a Docker engine, but neither \"docker compose\" nor docker-compose")
        : ConditionEvaluationResult.enabled("a Docker engine and Compose are there");
  }
}
