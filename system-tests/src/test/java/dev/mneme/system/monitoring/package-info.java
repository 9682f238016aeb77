/** What Prometheus and Grafana are given: checked as files, and on the running suite. */
@NullMarked
package dev.mneme.system.monitoring;

import org.jspecify.annotations.NullMarked;
