package dev.mneme.guard.http;

import dev.mneme.control.SettingCommand;
import dev.mneme.control.SettingTarget;
import dev.mneme.events.ControlCommand;
import dev.mneme.guard.control.CommandLog;
import dev.mneme.guard.control.CommandLogUnavailableException;
import dev.mneme.guard.control.CommandReceipt;
import dev.mneme.guard.control.Operators;
import dev.mneme.shell.audit.http.AuditReceipt;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.time.Instant;

/** {@code POST /v1/rollout} and {@code POST /v1/features/{name}}: writes a setting down. */
@Controller("/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SettingsController {

  private final CommandLog log;
  private final Operators operators;

  SettingsController(CommandLog log, Operators operators) {
    this.log = log;
    this.operators = operators;
  }

  /** Sets the rollout of a region, or of all. */
  @Post("/rollout")
  @Status(HttpStatus.OK)
  SettingAnswer rollout(HttpRequest<?> request, @Body SettingRequest body) {
    String actor = operators.actor(request, body.actor());
    return written(
        request,
        SettingCommand.rollout(
            CommandChecks.id(body.commandId()),
            SettingChecks.region(body.region()),
            SettingChecks.rollout(body),
            actor,
            CommandChecks.reason(body.reason()),
            Instant.now()));
  }

  /** Switches a feature. */
  @Post("/features/{name}")
  @Status(HttpStatus.OK)
  SettingAnswer feature(HttpRequest<?> request, String name, @Body SettingRequest body) {
    String actor = operators.actor(request, body.actor());
    SettingTarget.OfFeature feature = SettingChecks.feature(name);
    return written(
        request,
        SettingCommand.feature(
            CommandChecks.id(body.commandId()),
            feature,
            SettingChecks.share(feature, body.value()),
            actor,
            CommandChecks.reason(body.reason()),
            Instant.now()));
  }

  private SettingAnswer written(HttpRequest<?> request, ControlCommand command) {
    try {
      long offset = log.append(command);
      AuditReceipt.give(request, CommandReceipt.of(command.getTarget(), command.getCommandId()));
      return new SettingAnswer(
          command.getCommandId(),
          command.getTarget(),
          String.valueOf(command.getValue()),
          command.getActor(),
          offset);
    } catch (CommandLogUnavailableException e) {
      throw ApiProblem.retryLater(
          ErrorCode.SERVICE_UNAVAILABLE,
          "the setting is not known to be written down; send it again with the same command_id",
          Duration.ofSeconds(1));
    }
  }
}
