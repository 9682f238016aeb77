package dev.mneme.reader.instances.http;

import java.time.Duration;

/**
 * How long other instances may take for what was asked here.
 *
 * @param budget for all of them together
 * @param inAll for the whole answer, what is asked here after them included
 * @param forOwnWrites added to both when the request waits for a write of its own
 */
public record ForwardingSettings(Duration budget, Duration inAll, Duration forOwnWrites) {}
