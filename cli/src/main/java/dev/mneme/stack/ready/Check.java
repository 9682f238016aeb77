package dev.mneme.stack.ready;

import java.time.Duration;

/**
 * Asks a part whether it can be used now. Never throws and never takes much longer than it is
 * given.
 */
@FunctionalInterface
public interface Check {

  CheckResult run(Duration within);
}
