/** The gate that every request passes before a handler sees it. */
@NullMarked
package dev.mneme.shell.auth.http;

import org.jspecify.annotations.NullMarked;
