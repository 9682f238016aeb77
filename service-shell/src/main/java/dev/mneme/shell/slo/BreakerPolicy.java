package dev.mneme.shell.slo;

import java.time.Duration;

/**
 * When a breaker opens and how it closes.
 *
 * @param leastRequests fewer in the last minute decide nothing
 * @param mostViolations percent of the requests of the last minute; above it the breaker opens
 * @param openFor how long nothing is let in
 * @param trials how many are let in then, to see whether it is better; decided by the same share
 * @param trialPatience trials that have not ended after this are given up and others let in
 */
public record BreakerPolicy(
    int leastRequests, int mostViolations, Duration openFor, int trials, Duration trialPatience) {

  /** Whether so many violations of so many requests are more than is put up with. */
  boolean isExceeded(long violations, long requests) {
    return violations * 100 > (long) mostViolations * requests;
  }
}
