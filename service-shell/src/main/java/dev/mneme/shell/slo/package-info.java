/**
 * What is promised of each operation, and the breaker that stops an operation which breaks it most
 * of the time.
 */
@NullMarked
package dev.mneme.shell.slo;

import org.jspecify.annotations.NullMarked;
