/** What a service counts and measures, for Prometheus to fetch. */
@NullMarked
package dev.mneme.shell.metrics;

import org.jspecify.annotations.NullMarked;
