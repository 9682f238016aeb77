/** What two samples of durations, or two counts, say about each other, and how sure that is. */
@NullMarked
package dev.mneme.outcomes.samples;

import org.jspecify.annotations.NullMarked;
