/** Sees to it that every answer of the API leaves an entry of the audit, and carries its id. */
@NullMarked
package dev.mneme.shell.audit.http;

import org.jspecify.annotations.NullMarked;
