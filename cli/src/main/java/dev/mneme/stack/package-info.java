/**
 * The local stack: the broker, the registry, the database and the services of one home, as real
 * processes.
 */
@NullMarked
package dev.mneme.stack;

import org.jspecify.annotations.NullMarked;
