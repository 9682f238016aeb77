package dev.mneme.guard.rollout.topology;

import dev.mneme.deadletter.DeadLetters;
import dev.mneme.serde.Codecs;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What the topology works with.
 *
 * @param registryWait how long a record waits in place for the registry before its transaction is
 *     given up
 * @param clock the controller's, the only one that decides anything
 */
public record RolloutParts(
    Codecs codecs,
    DeadLetters deadLetters,
    RolloutAnnouncer announcer,
    Duration registryWait,
    InstantSource clock) {}
