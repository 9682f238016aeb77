/** The mneme command: what users, operators and analysts do with the suite from a terminal. */
@NullMarked
package dev.mneme.cli;

import org.jspecify.annotations.NullMarked;
