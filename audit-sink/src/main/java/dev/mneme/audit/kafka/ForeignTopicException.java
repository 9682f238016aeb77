package dev.mneme.audit.kafka;

/** The topic is not the one the ledger was built from, or has lost what comes next. */
public final class ForeignTopicException extends Exception {
  private static final long serialVersionUID = 1L;

  ForeignTopicException(String message) {
    super(message);
  }
}
