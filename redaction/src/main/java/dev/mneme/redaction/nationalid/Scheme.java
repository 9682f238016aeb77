package dev.mneme.redaction.nationalid;

import dev.mneme.redaction.PiiType;
import dev.mneme.redaction.context.WordsBefore;

/** How a state forms the numbers it gives to people. */
interface Scheme {
  PiiType type();

  /** Letters and digits, without marks. */
  int length();

  /** Of the characters so many are digits. */
  int fewestDigits();

  /** Whether a number may begin with a character: saves most readings. */
  boolean mayBeginWith(char c);

  boolean isValid(Compact number);

  /** Whether the words before say that it may be one; asked only of a valid number. */
  default boolean isPlausible(Compact number, WordsBefore words) {
    return true;
  }
}
