/** Bearer tokens as signed JWTs, checked against the keys of a JWKS. */
@NullMarked
package dev.mneme.shell.auth.jwt;

import org.jspecify.annotations.NullMarked;
