/** State stores of Kafka Streams, made to cost less for each event. */
@NullMarked
package dev.mneme.writer.state;

import org.jspecify.annotations.NullMarked;
