/** Receivers of notices over HTTP. */
@NullMarked
package dev.mneme.guard.webhook.http;

import org.jspecify.annotations.NullMarked;
