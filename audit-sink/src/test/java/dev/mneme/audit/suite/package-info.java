/** The built service as a process, on a real broker and a real registry. */
@NullMarked
package dev.mneme.audit.suite;

import org.jspecify.annotations.NullMarked;
