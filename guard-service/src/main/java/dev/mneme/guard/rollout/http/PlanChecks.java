package dev.mneme.guard.rollout.http;

import dev.mneme.events.ControlCommand;
import dev.mneme.guard.rollout.plan.Plan;
import dev.mneme.guard.rollout.plan.PlanProblem;
import dev.mneme.guard.rollout.plan.yaml.PlanFile;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a command of a request, or says what is wrong with it. */
final class PlanChecks {
  private static final Set<String> ORDERS = Set.of("pause", "resume", "promote", "abort");
  private static final int LONGEST_REASON = 300;

  private PlanChecks() {}

  static ControlCommand.Builder command(
      String action, PlanRequest request, String actor, Instant now) {
    return ControlCommand.newBuilder()
        .setCommandId(id(request.commandId()))
        .setTarget("plan")
        .setAction(action)
        .setActor(actor)
        .setReason(reason(request.reason()))
        .setAt(now.truncatedTo(ChronoUnit.MILLIS));
  }

  static String order(String order) {
    if (!ORDERS.contains(order)) {
      throw wrong("order", "a plan is told to pause, resume, promote or abort");
    }
    return order;
  }

  /** Each problem is named with its line and key. */
  static Plan plan(UUID id, @Nullable String text) {
    return switch (PlanFile.read(id, text == null ? "" : text)) {
      case PlanFile.Reading.Read(Plan plan) -> plan;
      case PlanFile.Reading.Wrong(var problems) ->
          throw wrong(
              "plan",
              problems.stream().map(PlanProblem::toString).collect(Collectors.joining("; ")));
    };
  }

  private static UUID id(@Nullable String id) {
    try {
      return id == null ? UUID.randomUUID() : UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw wrong("command_id", "the command id is a UUID");
    }
  }

  private static String reason(@Nullable String reason) {
    if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw wrong("reason", "a command needs a reason of at most 300 characters");
    }
    return reason.strip();
  }

  private static ApiProblem wrong(String field, String message) {
    return ApiProblem.of(ErrorCode.VALIDATION_ERROR, message, Map.of("field", field));
  }
}
