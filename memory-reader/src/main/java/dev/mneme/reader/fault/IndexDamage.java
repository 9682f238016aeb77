package dev.mneme.reader.fault;

/** Damages the files of an index, for a drill. */
@FunctionalInterface
public interface IndexDamage {

  /**
   * Flips a byte in the largest file of the index that holds the subject's memories, and has it
   * checked.
   *
   * @throws IllegalStateException when there is no such file yet
   */
  void damage(String subject);
}
