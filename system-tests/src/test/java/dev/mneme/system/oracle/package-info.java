/** What must be true of the whole suite after anything happened to it. */
@NullMarked
package dev.mneme.system.oracle;

import org.jspecify.annotations.NullMarked;
