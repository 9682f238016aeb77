/** Whether and where spans are sent, and the span of each request. */
@NullMarked
package dev.mneme.shell.trace;

import org.jspecify.annotations.NullMarked;
