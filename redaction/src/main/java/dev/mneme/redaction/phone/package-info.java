/**
 * Telephone numbers, found from groups of digits, the numbering plans and the words around them.
 */
@NullMarked
package dev.mneme.redaction.phone;

import org.jspecify.annotations.NullMarked;
