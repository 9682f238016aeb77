/**
 * Says something about many memories at once, read in parts that add up to the same answer however
 * they were divided.
 */
@NullMarked
package dev.mneme.reader.distill;

import org.jspecify.annotations.NullMarked;
