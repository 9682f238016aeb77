/** Hears the whole of a topic in every instance, from its beginning, and keeps no position. */
@NullMarked
package dev.mneme.follower.whole;

import org.jspecify.annotations.NullMarked;
