/** Many outcomes of operations as one record, without losing what is decided by them. */
@NullMarked
package dev.mneme.outcomes;

import org.jspecify.annotations.NullMarked;
