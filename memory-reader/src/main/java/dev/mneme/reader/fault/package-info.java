/** Makes a layer fail on purpose, for drills. */
@NullMarked
package dev.mneme.reader.fault;

import org.jspecify.annotations.NullMarked;
