package dev.mneme.guard.rollout;

import dev.mneme.guard.rollout.decision.RolloutFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What happened last, and what operators said last: to show, and so that a command that comes twice
 * acts once.
 */
public record RolloutHistory(List<Happened> facts, List<Told> commands) {
  static final int FACTS = 20;
  static final int COMMANDS = 32;

  public static final RolloutHistory NONE = new RolloutHistory(List.of(), List.of());

  public RolloutHistory {
    facts = List.copyOf(facts);
    commands = List.copyOf(commands);
  }

  /** Something that happened, in short; in full it is on the topic. */
  public record Happened(
      RolloutFact.Kind kind,
      String cause,
      String because,
      int step,
      String actor,
      long sequence,
      Instant at) {}

  /** A command and what became of it. */
  public record Told(UUID id, boolean changed, String because) {}

  public Optional<Told> of(UUID command) {
    return commands.stream().filter(told -> told.id().equals(command)).findFirst();
  }

  public RolloutHistory with(RolloutFact fact, Instant at) {
    return new RolloutHistory(
        latest(
            facts,
            new Happened(
                fact.kind(),
                fact.cause(),
                fact.because(),
                fact.step(),
                fact.actor(),
                fact.sequence(),
                at),
            FACTS),
        commands);
  }

  public RolloutHistory with(Told told) {
    return new RolloutHistory(facts, latest(commands, told, COMMANDS));
  }

  private static <T> List<T> latest(List<T> before, T added, int room) {
    var next = new ArrayList<>(before);
    next.add(added);
    return next.size() > room ? next.subList(next.size() - room, next.size()) : next;
  }
}
