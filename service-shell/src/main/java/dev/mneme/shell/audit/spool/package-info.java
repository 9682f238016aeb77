/** Keeps a service's own entries of the audit on its disk until the broker has them. */
@NullMarked
package dev.mneme.shell.audit.spool;

import org.jspecify.annotations.NullMarked;
