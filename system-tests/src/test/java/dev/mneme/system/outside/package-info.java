/** Deployments as they are checked and loaded from outside. */
@NullMarked
package dev.mneme.system.outside;

import org.jspecify.annotations.NullMarked;
