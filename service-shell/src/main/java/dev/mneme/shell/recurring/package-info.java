/** What a service does again and again, from when it has started until it ends. */
@NullMarked
package dev.mneme.shell.recurring;

import org.jspecify.annotations.NullMarked;
