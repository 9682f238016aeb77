/** Who calls, and what they may do: values and rules, knowing neither tokens nor HTTP. */
@NullMarked
package dev.mneme.shell.auth;

import org.jspecify.annotations.NullMarked;
