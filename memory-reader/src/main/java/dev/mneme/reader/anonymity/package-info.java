/**
 * Decides what may be said about many people without saying anything about one of them: how many
 * must stand behind a number, what is left out with it, and which answers would give each other
 * away.
 */
@NullMarked
package dev.mneme.reader.anonymity;

import org.jspecify.annotations.NullMarked;
