package dev.mneme.shell.audit.keys;

import dev.mneme.events.AuditEvent;
import dev.mneme.identity.SubjectKeyring;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/**
 * Hashes an entry's subject with the subject's own key. A subject without a key is one that the
 * memory knows nothing of: such an entry is hashed with a key that nobody keeps, and names nobody
 * from the beginning.
 */
public final class Attribution {

  /**
   * What was committed with the memory that was read may be seen a moment later on another topic.
   */
  private static final Duration SETTLING = Duration.ofSeconds(1);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

  private final SubjectKeys keys;
  private final SubjectKeyring keyring;
  private final InstantSource clock;

  public Attribution(SubjectKeys keys, SubjectKeyring keyring, InstantSource clock) {
    this.keys = keys;
    this.keyring = keyring;
    this.clock = clock;
  }

  /**
   * Waits until it is certain which of the subjects have a key.
   *
   * @return false when that cannot be known now
   */
  public boolean settle(Collection<AuditEvent> entries, Duration patience)
      throws InterruptedException {
    List<AuditEvent> unknown = unknown(entries);
    if (unknown.isEmpty()) {
      return true;
    }
    Instant youngest = unknown.stream().map(AuditEvent::getAt).max(Instant::compareTo).get();
    Duration age = Duration.between(youngest, clock.instant());
    Duration wait = age.isNegative() ? SETTLING : SETTLING.minus(age);
    long until = System.nanoTime() + wait.toNanos();
    while (System.nanoTime() < until && !unknown.isEmpty()) {
      Thread.sleep(LOOK_AGAIN);
      unknown = unknown(unknown);
    }
    return unknown.isEmpty() || keys.catchUp(patience);
  }

  /** The entry as it may be written. */
  public AuditEvent of(AuditEvent entry) {
    return SubjectKeyring.attributed(
        entry, keys.of(entry.getSubjectHash()).orElseGet(keyring::fresh));
  }

  private List<AuditEvent> unknown(Collection<AuditEvent> entries) {
    return entries.stream().filter(each -> keys.of(each.getSubjectHash()).isEmpty()).toList();
  }
}
