/**
 * How each part is prepared, run and asked: what is particular to Kafka, the registry, PostgreSQL
 * and our services.
 */
@NullMarked
package dev.mneme.stack.parts;

import org.jspecify.annotations.NullMarked;
