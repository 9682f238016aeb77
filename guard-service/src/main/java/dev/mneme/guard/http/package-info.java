/** The guard's HTTP edge: what it knows about its scopes. */
@NullMarked
package dev.mneme.guard.http;

import org.jspecify.annotations.NullMarked;
