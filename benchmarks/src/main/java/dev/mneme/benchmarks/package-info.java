/** Benchmarks: what a part reaches, as a ratio to the bare ceiling of the same run. */
@NullMarked
package dev.mneme.benchmarks;

import org.jspecify.annotations.NullMarked;
