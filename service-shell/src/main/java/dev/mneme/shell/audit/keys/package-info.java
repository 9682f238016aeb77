/** The keys that subjects are hashed with in the audit, as far as a service must know them. */
@NullMarked
package dev.mneme.shell.audit.keys;

import org.jspecify.annotations.NullMarked;
