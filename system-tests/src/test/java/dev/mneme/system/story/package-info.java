/** The suite's own account of itself, told and checked. */
@NullMarked
package dev.mneme.system.story;

import org.jspecify.annotations.NullMarked;
