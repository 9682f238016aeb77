/** Answers one recall within its time budget, from the first layer that can. */
@NullMarked
package dev.mneme.reader.answer;

import org.jspecify.annotations.NullMarked;
