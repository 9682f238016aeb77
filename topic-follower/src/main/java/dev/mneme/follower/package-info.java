/**
 * Carries a topic into a store that keeps the position itself, in the same atomic step as the data.
 */
@NullMarked
package dev.mneme.follower;

import org.jspecify.annotations.NullMarked;
