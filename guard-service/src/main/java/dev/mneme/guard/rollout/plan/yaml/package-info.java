/** Plans as YAML files. */
@NullMarked
package dev.mneme.guard.rollout.plan.yaml;

import org.jspecify.annotations.NullMarked;
