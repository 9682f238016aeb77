package dev.mneme.shell.audit.keys;

import java.time.Duration;
import java.util.Optional;

/** Finds the key of a subject. */
public interface SubjectKeys {

  /**
   * The key, 32 bytes; empty when the subject has none, as far as is known here.
   *
   * @param subjectHash tenant and pseudonym, hashed with the audit key
   */
  Optional<byte[]> of(String subjectHash);

  /** Waits until everything is known that was there when this was asked; false when it is not. */
  boolean catchUp(Duration patience) throws InterruptedException;
}
