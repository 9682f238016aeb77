package dev.mneme.guard.topology;

import dev.mneme.events.ControlCommand;
import dev.mneme.guard.decision.Mode;
import dev.mneme.guard.decision.Observation;
import dev.mneme.guard.decision.Order;
import dev.mneme.guard.decision.Position;
import dev.mneme.topics.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads an operator's command as an observation of its scope, or says why it is none. */
final class CommandReader {
  private static final int LONGEST_ACTOR = 128;
  private static final int LONGEST_REASON = 300;

  private CommandReader() {}

  static Reading read(byte @Nullable [] key, ControlCommand command, Position position) {
    Scope scope;
    try {
      scope = Scope.parse(command.getTarget());
    } catch (IllegalArgumentException e) {
      return new Reading.Ignored("its target is no scope: it is for another service");
    }
    if (!scope.layer().equals(Scope.NEW) && !scope.layer().equals(Scope.LEGACY)) {
      return new Reading.Refused("the target's layer is neither new nor legacy");
    }
    // Under another key it could overtake, or be compacted away by, a command for another scope.
    if (!Arrays.equals(key, scope.key().getBytes(StandardCharsets.UTF_8))) {
      return new Reading.Refused("the record's key is not the target of its value");
    }
    if (command.getActor().isBlank() || command.getActor().length() > LONGEST_ACTOR) {
      return new Reading.Refused("the actor has no name, or one over 128 characters");
    }
    if (command.getReason().isBlank() || command.getReason().length() > LONGEST_REASON) {
      return new Reading.Refused("there is no reason, or one over 300 characters");
    }
    return switch (command.getAction()) {
      case "force" -> force(scope, command, position);
      case "clear" -> seen(scope, command, new Order.Clear(), position);
      case "reset_failures" -> seen(scope, command, new Order.ResetFailures(), position);
      default -> new Reading.Refused("the action is neither force, clear nor reset_failures");
    };
  }

  private static Reading force(Scope scope, ControlCommand command, Position position) {
    Optional<Mode> mode = mode(command.getValue());
    if (mode.isEmpty()) {
      return new Reading.Refused("the value is neither off, write_only nor read_write");
    }
    Instant until = command.getUntil();
    if (until == null) {
      return new Reading.Refused("a forced mode needs an until");
    }
    return seen(scope, command, new Order.Force(mode.get(), until), position);
  }

  private static Reading seen(Scope scope, ControlCommand command, Order order, Position position) {
    return new Reading.Seen(
        scope,
        new Observation.Command(
            command.getCommandId(), order, command.getActor(), command.getReason(), position));
  }

  private static Optional<Mode> mode(@Nullable String word) {
    return Arrays.stream(Mode.values())
        .filter(mode -> mode.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst();
  }
}
