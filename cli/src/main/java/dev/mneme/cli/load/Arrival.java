package dev.mneme.cli.load;

/**
 * A request that is due.
 *
 * @param atNanos since the start
 * @param number from 0
 */
record Arrival(long atNanos, Act act, int subject, int number) {}
