/** What every service's HTTP edge does in the same way: one error envelope, one trace id. */
@NullMarked
package dev.mneme.shell.http;

import org.jspecify.annotations.NullMarked;
