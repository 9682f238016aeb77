/** The guard on the log: outcomes in; modes, guard events and audit entries out, exactly once. */
@NullMarked
package dev.mneme.guard.topology;

import org.jspecify.annotations.NullMarked;
