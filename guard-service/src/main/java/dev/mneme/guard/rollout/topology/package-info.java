/**
 * The rollout controller on the log: outcomes, modes and commands in; settings, events and audit
 * entries out, exactly once.
 */
@NullMarked
package dev.mneme.guard.rollout.topology;

import org.jspecify.annotations.NullMarked;
