/**
 * Takes part in the guard's protocol: claims the single probe of a layer, and runs it when granted.
 */
@NullMarked
package dev.mneme.reader.probe;

import org.jspecify.annotations.NullMarked;
