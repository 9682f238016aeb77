/** Follows a record from topic to topic, in the W3C trace context of its headers. */
@NullMarked
package dev.mneme.tracing;

import org.jspecify.annotations.NullMarked;
