/** Which kept memories were redacted by another policy than the one in force. */
@NullMarked
package dev.mneme.cli.redact.rescan;

import org.jspecify.annotations.NullMarked;
