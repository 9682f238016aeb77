/** E-mail addresses, found around each at sign. */
@NullMarked
package dev.mneme.redaction.email;

import org.jspecify.annotations.NullMarked;
