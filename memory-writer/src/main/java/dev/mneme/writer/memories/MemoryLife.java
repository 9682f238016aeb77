package dev.mneme.writer.memories;

import dev.mneme.events.MemoryRecord;
import dev.mneme.writer.admission.Operation;
import dev.mneme.writer.memories.Change.Afterwards;
import dev.mneme.writer.memories.Decision.Expired;
import java.time.Instant;

/**
 * Decides what becomes of a subject's memories: the same for the same memories, event and policy.
 * Nothing here reads a clock or keeps anything.
 *
 * @see <a href="../../../../../../../../docs/decisions/0011-memories-live-in-the-stage.md">0011</a>
 */
public final class MemoryLife {
  private final MemoryPolicy policy;
  private final Storing storing;
  private final Changing changing;
  private final Merging merging;
  private final Rescanning rescanning;

  public MemoryLife(MemoryPolicy policy, ContentIdentity identity, Redaction redaction) {
    this.policy = policy;
    this.storing = new Storing(policy, identity);
    this.changing = new Changing(policy, identity, redaction);
    this.merging = new Merging(policy, identity, redaction);
    this.rescanning = new Rescanning(policy, identity, redaction);
  }

  public Decision decide(Given given, Memories known) {
    Alive alive = new Alive(known, given.at());
    Decision decision =
        switch (given.operation()) {
          case Operation.Store(var memory) -> storing.store(given, memory, alive);
          case Operation.Edit(var edit) -> changing.edit(given, edit, alive);
          case Operation.Transition(var transition) -> changing.move(given, transition, alive);
          case Operation.Merge(var merge) -> merging.merge(given, merge, alive);
          case Operation.Touch(var touch) -> Touching.touch(given, touch, alive, policy);
          case Operation.Rescan(var rescan) -> rescanning.rescan(given, rescan, alive);
          case Operation.Forget(var order) -> Forgetting.one(given, order, known);
          case Operation.OfSession(var order) -> Forgetting.session(given, order, known);
          case Operation.OfSubject _ -> Forgetting.subject(given, known);
        };
    return decision.after(alive.over().stream().map(record -> expire(record, known)).toList());
  }

  /** The end of a memory whose time is over. Expiring is not forgetting: it may be stored again. */
  public static Expired expire(MemoryRecord record, Memories known) {
    return new Expired(record, Removal.of(record, known, new Afterwards.AreFree()));
  }

  /** Whether its time is over. */
  public static boolean isOver(MemoryRecord record, Instant at) {
    return Lifetime.isOver(record, at);
  }
}
