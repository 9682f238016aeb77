package dev.mneme.guard.rollout.http;

import dev.mneme.events.ControlCommand;
import dev.mneme.guard.control.CommandLog;
import dev.mneme.guard.control.CommandLogUnavailableException;
import dev.mneme.guard.control.Operators;
import dev.mneme.guard.rollout.RolloutHistory;
import dev.mneme.guard.rollout.RolloutStatus;
import dev.mneme.guard.rollout.Rollouts;
import dev.mneme.guard.rollout.decision.Observed;
import dev.mneme.guard.rollout.decision.RolloutDecision;
import dev.mneme.guard.rollout.decision.RolloutMachine;
import dev.mneme.guard.rollout.plan.Plan;
import dev.mneme.guard.rollout.plan.avro.PlanRecord;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * {@code /v1/rollout/plan}: the plan that is followed, and what operators say to it. A command is
 * written down; 202 when it is not known within two seconds what became of it, because another
 * instance decides, or this one is behind.
 */
@Controller("/v1/rollout/plan")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PlanController {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final long LOOK_AGAIN_MILLIS = 10;

  private final CommandLog log;
  private final Operators operators;
  private final Rollouts rollouts;

  PlanController(CommandLog log, Operators operators, Rollouts rollouts) {
    this.log = log;
    this.operators = operators;
    this.rollouts = rollouts;
  }

  /** The plan that is followed, and what would be decided now. */
  @Get
  RolloutView status() {
    return RolloutView.of(
        rollouts
            .status()
            .orElseThrow(
                () ->
                    ApiProblem.retryLater(
                        ErrorCode.SERVICE_UNAVAILABLE,
                        "the rollout's state is not readable here now: it is starting, being handed"
                            + " over, or another instance decides about it",
                        Duration.ofSeconds(1))));
  }

  /** Applies a plan. */
  @Post
  @ApiResponse(responseCode = "200", description = "What became of it", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "202",
      description = "Written down, not yet seen to act",
      useReturnTypeSchema = true)
  HttpResponse<PlanAnswer> apply(HttpRequest<?> request, @Body PlanRequest body)
      throws InterruptedException {
    String actor = operators.actor(request, body.actor());
    ControlCommand.Builder command = PlanChecks.command("apply", body, actor, Instant.now());
    Plan plan = PlanChecks.plan(command.getCommandId(), body.plan());
    return obeyed(
        command.setPlan(PlanRecord.of(plan, actor, command.getReason(), command.getAt())).build());
  }

  /** Pauses, resumes, promotes or aborts the plan. */
  @Post("/{order}")
  @ApiResponse(responseCode = "200", description = "What became of it", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "202",
      description = "Written down, not yet seen to act",
      useReturnTypeSchema = true)
  HttpResponse<PlanAnswer> tell(HttpRequest<?> request, String order, @Body PlanRequest body)
      throws InterruptedException {
    String actor = operators.actor(request, body.actor());
    return obeyed(PlanChecks.command(PlanChecks.order(order), body, actor, Instant.now()).build());
  }

  /** What a plan would do. It reads and writes nothing but the answer. */
  @Post("/dry-run")
  DryRun dryRun(@Body PlanRequest body) {
    Plan plan = PlanChecks.plan(UUID.randomUUID(), body.plan());
    RolloutStatus now =
        rollouts
            .status()
            .orElseThrow(
                () ->
                    ApiProblem.retryLater(
                        ErrorCode.SERVICE_UNAVAILABLE,
                        "the rollout's state is not readable here now",
                        Duration.ofSeconds(1)));
    Instant at = Instant.now();
    RolloutDecision applied =
        RolloutMachine.decide(now.state(), new Observed.Applied(plan, "you", "a dry run"), at);
    Instant end =
        at.plus(plan.steps().getFirst().dwell()).plus(plan.gates().patience()).plusSeconds(1);
    return new DryRun(
        plan.name(),
        IntStream.range(0, plan.steps().size())
            .mapToObj(
                i ->
                    new DryRun.Planned(
                        i + 1,
                        plan.steps().get(i).dwell().toString(),
                        new TreeMap<>(plan.exposure(i))))
            .toList(),
        RolloutView.Forecast.of(applied),
        RolloutView.Forecast.of(
            RolloutMachine.decide(applied.next(), new Observed.Seen(now.evidence()), end)));
  }

  private HttpResponse<PlanAnswer> obeyed(ControlCommand command) throws InterruptedException {
    try {
      log.append(command);
    } catch (CommandLogUnavailableException e) {
      throw ApiProblem.retryLater(
          ErrorCode.SERVICE_UNAVAILABLE,
          "the command is not known to be written down; send it again with the same command_id",
          Duration.ofSeconds(1));
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    do {
      Optional<RolloutHistory.Told> told =
          rollouts.history().flatMap(history -> history.of(command.getCommandId()));
      if (told.isPresent()) {
        return HttpResponse.ok(
            new PlanAnswer(
                command.getCommandId(),
                told.get().changed(),
                told.get().because(),
                rollouts.status().map(RolloutView::of).orElse(null)));
      }
      Thread.sleep(LOOK_AGAIN_MILLIS);
    } while (System.nanoTime() < end);
    return HttpResponse.accepted()
        .body(
            new PlanAnswer(
                command.getCommandId(), null, "written down, not yet seen to act", null));
  }
}
