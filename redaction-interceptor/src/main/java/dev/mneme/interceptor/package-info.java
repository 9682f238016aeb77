/** Redaction inside the producer of whoever publishes, before the broker. */
@NullMarked
package dev.mneme.interceptor;

import org.jspecify.annotations.NullMarked;
