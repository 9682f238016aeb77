/** The keys of subjects from their topic. */
@NullMarked
package dev.mneme.shell.audit.keys.kafka;

import org.jspecify.annotations.NullMarked;
