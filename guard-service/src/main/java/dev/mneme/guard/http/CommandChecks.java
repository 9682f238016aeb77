package dev.mneme.guard.http;

import dev.mneme.events.ControlCommand;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import dev.mneme.topics.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes a command of a request, or says which field is wrong. */
final class CommandChecks {
  private static final Set<String> MODES = Set.of("off", "write_only", "read_write");
  private static final int LONGEST_REASON = 300;

  private CommandChecks() {}

  static ControlCommand.Builder command(
      String scope, String action, CommandRequest request, String actor, Instant now) {
    return ControlCommand.newBuilder()
        .setCommandId(id(request.commandId()))
        .setTarget(scope(scope))
        .setAction(action)
        .setActor(actor)
        .setReason(reason(request.reason()))
        .setAt(now.truncatedTo(ChronoUnit.MILLIS));
  }

  static String mode(@Nullable String mode) {
    if (mode == null || !MODES.contains(mode)) {
      throw wrong("mode", "the mode is off, write_only or read_write");
    }
    return mode;
  }

  static Duration ttl(@Nullable String ttl, Duration longest) {
    Duration time;
    try {
      time = Duration.parse(ttl == null ? "" : ttl);
    } catch (DateTimeParseException e) {
      throw wrong("ttl", "the ttl is a length of time such as PT10M");
    }
    if (time.toMillis() < 1 || time.compareTo(longest) > 0) {
      throw wrong("ttl", "the ttl is from a millisecond to " + longest);
    }
    return time;
  }

  static UUID id(@Nullable String id) {
    try {
      return id == null ? UUID.randomUUID() : UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw wrong("command_id", "the command id is a UUID");
    }
  }

  private static String scope(String key) {
    try {
      Scope scope = Scope.parse(key);
      if (scope.layer().equals(Scope.NEW) || scope.layer().equals(Scope.LEGACY)) {
        return scope.key();
      }
    } catch (IllegalArgumentException e) {
      throw wrong("scope", "the scope is layer@region");
    }
    throw wrong("scope", "the scope's layer is new or legacy");
  }

  static String reason(@Nullable String reason) {
    if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw wrong("reason", "a command needs a reason of at most 300 characters");
    }
    return reason.strip();
  }

  static ApiProblem wrong(String field, String message) {
    return ApiProblem.of(ErrorCode.VALIDATION_ERROR, message, Map.of("field", field));
  }
}
