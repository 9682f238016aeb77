/**
 * Values on the wire: Avro behind the registry's five-byte header (magic 0, big-endian schema id),
 * so that any client of a Confluent-compatible registry reads and writes them.
 */
@NullMarked
package dev.mneme.serde;

import org.jspecify.annotations.NullMarked;
