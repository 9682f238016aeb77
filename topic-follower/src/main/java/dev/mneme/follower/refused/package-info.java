/** Where records go that a follower's store cannot take. */
@NullMarked
package dev.mneme.follower.refused;

import org.jspecify.annotations.NullMarked;
