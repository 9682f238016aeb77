/**
 * Tells others what the guard, the rollout and the audit saw, by signed requests to their address.
 */
@NullMarked
package dev.mneme.guard.webhook;

import org.jspecify.annotations.NullMarked;
