/** Which memories of a subject answer a question best, and why: functions of what is given. */
@NullMarked
package dev.mneme.reader.recall.ranking;

import org.jspecify.annotations.NullMarked;
