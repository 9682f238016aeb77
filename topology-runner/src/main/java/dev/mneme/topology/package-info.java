/** Runs a Kafka Streams topology for as long as its service lives. */
@NullMarked
package dev.mneme.topology;

import org.jspecify.annotations.NullMarked;
