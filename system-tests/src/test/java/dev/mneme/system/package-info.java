/** The suite as its users meet it: built jars, real broker, registry, database. */
@NullMarked
package dev.mneme.system;

import org.jspecify.annotations.NullMarked;
