/** Brokers of a test's own, one or several, and what can stand between them and a service. */
@NullMarked
package dev.mneme.system.cluster;

import org.jspecify.annotations.NullMarked;
