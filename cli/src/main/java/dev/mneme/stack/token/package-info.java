/** Tokens for a home's own services: a key made once, and what is signed with it. */
@NullMarked
package dev.mneme.stack.token;

import org.jspecify.annotations.NullMarked;
