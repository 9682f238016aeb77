/** The shell every service lives in: what surrounds it, and how it presents itself over HTTP. */
@NullMarked
package dev.mneme.shell;

import org.jspecify.annotations.NullMarked;
