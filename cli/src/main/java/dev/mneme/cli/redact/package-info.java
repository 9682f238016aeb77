/** Texts redacted from the command line, and redaction scored on labelled ones. */
@NullMarked
package dev.mneme.cli.redact;

import org.jspecify.annotations.NullMarked;
