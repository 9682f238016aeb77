package dev.mneme.guard.rollout.topology;

import dev.mneme.guard.rollout.RolloutHistory;
import dev.mneme.guard.rollout.RolloutStatus;
import dev.mneme.guard.rollout.decision.Observed;
import dev.mneme.guard.rollout.decision.RolloutDecision;
import dev.mneme.guard.rollout.decision.RolloutMachine;
import dev.mneme.guard.rollout.decision.RolloutState;
import dev.mneme.guard.rollout.decision.RolloutState.Stepping;
import dev.mneme.guard.rollout.evidence.Evidence;
import java.time.Instant;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads the rollout from its store. */
public final class StoredRollout {
  static final String STATE = "state";
  static final String HISTORY = "history";

  private StoredRollout() {}

  static RolloutState state(ReadOnlyKeyValueStore<String, byte[]> store) {
    byte[] bytes = store.get(STATE);
    return bytes == null ? RolloutState.NoPlan.YET : RolloutStateFormat.decode(bytes);
  }

  public static RolloutHistory history(ReadOnlyKeyValueStore<String, byte[]> store) {
    byte[] bytes = store.get(HISTORY);
    return bytes == null ? RolloutHistory.NONE : RolloutHistoryFormat.decode(bytes);
  }

  /** As it is, and what would be decided of it; nothing is changed by asking. */
  public static RolloutStatus status(ReadOnlyKeyValueStore<String, byte[]> store, Instant now) {
    RolloutState state = state(store);
    Evidence evidence = StoredEvidence.read(store, now);
    return new RolloutStatus(state, evidence, history(store), forecast(state, evidence, now));
  }

  private static RolloutDecision forecast(RolloutState state, Evidence evidence, Instant now) {
    Instant then =
        state instanceof Stepping stepping
            ? later(
                now,
                stepping
                    .since()
                    .plus(stepping.current().dwell())
                    .plus(stepping.plan().gates().patience()))
            : now;
    return RolloutMachine.decide(state, new Observed.Seen(evidence), then);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
