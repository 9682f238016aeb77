/** Texts as detectors read them: disguised characters and spelled-out marks put plainly. */
@NullMarked
package dev.mneme.redaction.canonical;

import org.jspecify.annotations.NullMarked;
