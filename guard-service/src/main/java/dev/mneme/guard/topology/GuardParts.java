package dev.mneme.guard.topology;

import dev.mneme.deadletter.DeadLetters;
import dev.mneme.guard.decision.GuardPolicy;
import dev.mneme.serde.Codecs;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What the topology works with.
 *
 * @param scopePartitions how many partitions the topics keyed by scope have
 * @param registryWait how long a record waits in place for the registry before its transaction is
 *     given up
 * @param clock the guard's, the only one that decides anything
 * @param onChange told of each change, for meters
 */
public record GuardParts(
    Codecs codecs,
    DeadLetters deadLetters,
    Announcer announcer,
    GuardPolicy policy,
    int scopePartitions,
    Duration registryWait,
    InstantSource clock,
    ChangeListener onChange) {}
