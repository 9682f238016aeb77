/** The images, alone and composed. Skipped, and said so, where no Docker engine is reachable. */
@NullMarked
package dev.mneme.system.containers;

import org.jspecify.annotations.NullMarked;
