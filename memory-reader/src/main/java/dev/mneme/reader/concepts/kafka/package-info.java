/** Concepts on their topic, and what changes of memories mean for them. */
@NullMarked
package dev.mneme.reader.concepts.kafka;

import org.jspecify.annotations.NullMarked;
