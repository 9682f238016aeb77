/** What the guard knows about its scopes now. */
@NullMarked
package dev.mneme.guard.scopes;

import org.jspecify.annotations.NullMarked;
