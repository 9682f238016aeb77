/**
 * The story of the suite, told on a stack of its own: every step is seen to be true, or the story
 * fails.
 */
@NullMarked
package dev.mneme.cli.demo;

import org.jspecify.annotations.NullMarked;
