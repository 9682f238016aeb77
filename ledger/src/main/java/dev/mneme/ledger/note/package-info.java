/** Signed notes as C2SP specifies them: text, and who put a name to it. */
@NullMarked
package dev.mneme.ledger.note;

import org.jspecify.annotations.NullMarked;
