package dev.mneme.redaction.phone;

/** How sure it is that groups of digits are a telephone number, from the least to the most. */
enum Evidence {
  NONE,
  /** The words around it say so. */
  SUGGESTED,
  /** It is written as telephone numbers are, and as little else is. */
  SHAPED,
  /** A numbering plan knows it. */
  VALID
}
