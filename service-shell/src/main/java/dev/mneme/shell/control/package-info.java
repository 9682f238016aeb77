/**
 * What is in force here and now: what the service started with, overridden by what operators set
 * since.
 *
 * <p>A service follows operators' settings when its configuration says {@code
 * mneme.control.follow=true}; the others keep what they started with.
 */
@NullMarked
package dev.mneme.shell.control;

import org.jspecify.annotations.NullMarked;
