/** Whether a deployment works, seen from outside within a minute. */
@NullMarked
package dev.mneme.cli.smoke;

import org.jspecify.annotations.NullMarked;
