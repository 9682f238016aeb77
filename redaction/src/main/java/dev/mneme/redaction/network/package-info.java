/** Addresses of machines, and what opens them inside a URL. */
@NullMarked
package dev.mneme.redaction.network;

import org.jspecify.annotations.NullMarked;
