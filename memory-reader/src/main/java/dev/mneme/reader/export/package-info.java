/**
 * Gives a person's memories out whole: at once when they are few, prepared and fetched when they
 * are many, and never one that was forgotten before it was sent.
 */
@NullMarked
package dev.mneme.reader.export;

import org.jspecify.annotations.NullMarked;
