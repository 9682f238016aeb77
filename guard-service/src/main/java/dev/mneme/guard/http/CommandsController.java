package dev.mneme.guard.http;

import dev.mneme.events.ControlCommand;
import dev.mneme.guard.GuardSettings;
import dev.mneme.guard.control.CommandLog;
import dev.mneme.guard.control.CommandLogUnavailableException;
import dev.mneme.guard.control.CommandReceipt;
import dev.mneme.guard.control.Operators;
import dev.mneme.guard.scopes.History;
import dev.mneme.guard.scopes.ScopeStatus;
import dev.mneme.guard.scopes.Scopes;
import dev.mneme.shell.audit.http.AuditReceipt;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code POST /v1/guard/scopes/{scope}/force|clear|reset-failures}: writes a command down and waits
 * a while for what becomes of it. 202 when that is not known by then: another instance decides
 * about the scope, or the guard is behind.
 */
@Controller("/v1/guard/scopes/{scope}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class CommandsController {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final long LOOK_AGAIN_MILLIS = 10;

  private final CommandLog log;
  private final Operators operators;
  private final Scopes scopes;
  private final GuardSettings settings;

  CommandsController(CommandLog log, Operators operators, Scopes scopes, GuardSettings settings) {
    this.log = log;
    this.operators = operators;
    this.scopes = scopes;
    this.settings = settings;
  }

  /** Forces a mode for a time. */
  @Post("/force")
  @ApiResponse(responseCode = "200", description = "What became of it", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "202",
      description = "Written down, not yet seen to act",
      useReturnTypeSchema = true)
  HttpResponse<CommandAnswer> force(HttpRequest<?> request, String scope, @Body CommandRequest body)
      throws InterruptedException {
    Instant now = Instant.now();
    ControlCommand.Builder command = command(request, scope, "force", body, now);
    Duration ttl = CommandChecks.ttl(body.ttl(), settings.longestForce());
    return obeyed(
        request,
        command
            .setValue(CommandChecks.mode(body.mode()))
            .setUntil(command.getAt().plusMillis(ttl.toMillis()))
            .build());
  }

  /** Ends a forced mode. */
  @Post("/clear")
  @ApiResponse(responseCode = "200", description = "What became of it", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "202",
      description = "Written down, not yet seen to act",
      useReturnTypeSchema = true)
  HttpResponse<CommandAnswer> clear(HttpRequest<?> request, String scope, @Body CommandRequest body)
      throws InterruptedException {
    return obeyed(request, command(request, scope, "clear", body, Instant.now()).build());
  }

  /** Forgets the failures that were counted. */
  @Post("/reset-failures")
  @ApiResponse(responseCode = "200", description = "What became of it", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "202",
      description = "Written down, not yet seen to act",
      useReturnTypeSchema = true)
  HttpResponse<CommandAnswer> resetFailures(
      HttpRequest<?> request, String scope, @Body CommandRequest body) throws InterruptedException {
    return obeyed(request, command(request, scope, "reset_failures", body, Instant.now()).build());
  }

  private ControlCommand.Builder command(
      HttpRequest<?> request, String scope, String action, CommandRequest body, Instant now) {
    String actor = operators.actor(request, body.actor());
    return CommandChecks.command(scope, action, body, actor, now);
  }

  private HttpResponse<CommandAnswer> obeyed(HttpRequest<?> request, ControlCommand command)
      throws InterruptedException {
    UUID receipt = CommandReceipt.of(command.getTarget(), command.getCommandId());
    try {
      log.append(command);
      AuditReceipt.give(request, receipt);
    } catch (CommandLogUnavailableException e) {
      throw ApiProblem.retryLater(
          ErrorCode.SERVICE_UNAVAILABLE,
          "the command is not known to be written down; send it again with the same command_id",
          Duration.ofSeconds(1));
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    do {
      Optional<ScopeStatus> status = scopes.of(command.getTarget());
      Optional<History.Told> told =
          status.flatMap(found -> found.history().of(command.getCommandId()));
      if (told.isPresent()) {
        return HttpResponse.ok(
            new CommandAnswer(
                command.getCommandId(),
                told.get().changed(),
                told.get().because(),
                ScopeView.of(status.get()),
                receipt));
      }
      Thread.sleep(LOOK_AGAIN_MILLIS);
    } while (System.nanoTime() < end);
    return HttpResponse.accepted()
        .body(
            new CommandAnswer(
                command.getCommandId(), null, "written down, not yet seen to act", null, receipt));
  }
}
