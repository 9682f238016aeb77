package dev.mneme.guard.scopes;

import dev.mneme.guard.decision.ScopeEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What happened to a scope last, and what operators told it last: to show, and so that a command
 * that comes twice acts once.
 */
public record History(List<Happened> events, List<Told> commands) {
  public static final int EVENTS = 10;

  /** A command comes again soon after the first time, if at all: from a sender that tried again. */
  public static final int COMMANDS = 32;

  public static final History NONE = new History(List.of(), List.of());

  public History {
    events = List.copyOf(events);
    commands = List.copyOf(commands);
  }

  /** An event and when it was decided. */
  public record Happened(
      ScopeEvent.Kind kind, String cause, String because, long epoch, String actor, Instant at) {}

  /**
   * A command and what became of it.
   *
   * @param changed whether it changed anything
   */
  public record Told(UUID id, boolean changed, String because) {}

  public Optional<Told> of(UUID command) {
    return commands.stream().filter(told -> told.id().equals(command)).findFirst();
  }

  public History with(ScopeEvent event, Instant at) {
    return new History(
        latest(
            events,
            new Happened(
                event.kind(), event.cause(), event.because(), event.epoch(), event.actor(), at),
            EVENTS),
        commands);
  }

  public History with(Told told) {
    return new History(events, latest(commands, told, COMMANDS));
  }

  private static <T> List<T> latest(List<T> before, T added, int room) {
    var next = new ArrayList<>(before);
    next.add(added);
    return next.size() > room ? next.subList(next.size() - room, next.size()) : next;
  }
}
