/** The runbooks, done as they are written. */
@NullMarked
package dev.mneme.system.runbooks;

import org.jspecify.annotations.NullMarked;
