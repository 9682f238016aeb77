/**
 * Drills: each makes something fail on purpose, sees through the public interfaces that the suite
 * does what it promises, and puts everything back.
 */
@NullMarked
package dev.mneme.cli.drill;

import org.jspecify.annotations.NullMarked;
