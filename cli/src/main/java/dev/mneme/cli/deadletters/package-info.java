/** The dead letters: what became of each, what is in it, and its way back. */
@NullMarked
package dev.mneme.cli.deadletters;

import org.jspecify.annotations.NullMarked;
