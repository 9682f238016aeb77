package dev.mneme.writer.forgotten;

/** The legacy layer, asked how far it is. */
@FunctionalInterface
public interface LegacyLayer {

  /**
   * Below which offset of the records of a partition everything is in its rows.
   *
   * @throws NotKnownException when it does not answer
   */
  long position(int partition) throws NotKnownException;
}
