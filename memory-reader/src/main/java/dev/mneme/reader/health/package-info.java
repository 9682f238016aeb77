/** What the reader says about itself when asked whether it is ready. */
@NullMarked
package dev.mneme.reader.health;

import org.jspecify.annotations.NullMarked;
