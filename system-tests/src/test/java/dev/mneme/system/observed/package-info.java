/** What operators see of the running suite. */
@NullMarked
package dev.mneme.system.observed;

import org.jspecify.annotations.NullMarked;
