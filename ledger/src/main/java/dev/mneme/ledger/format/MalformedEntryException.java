package dev.mneme.ledger.format;

/** Bytes that are not the canonical encoding of any entry. */
public final class MalformedEntryException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedEntryException(String message) {
    super(message);
  }
}
