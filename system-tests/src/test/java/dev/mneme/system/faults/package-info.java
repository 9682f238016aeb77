/** Faults injected into real processes, and the oracle after each. */
@NullMarked
package dev.mneme.system.faults;

import org.jspecify.annotations.NullMarked;
