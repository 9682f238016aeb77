/** Plans as they travel and are stored. */
@NullMarked
package dev.mneme.guard.rollout.plan.avro;

import org.jspecify.annotations.NullMarked;
