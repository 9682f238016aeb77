/** How far the records must have been read until what came of an event is among them. */
@NullMarked
package dev.mneme.follower.reach;

import org.jspecify.annotations.NullMarked;
