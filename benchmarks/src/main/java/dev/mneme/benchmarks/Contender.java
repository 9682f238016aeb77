package dev.mneme.benchmarks;

/** Something that reads every event and commits what it makes of it. */
interface Contender {

  String label();

  /**
   * Runs until it is closed.
   *
   * @param group its consumer group, by which its progress is seen
   */
  Running start(String group);

  /** A contender at work. */
  @FunctionalInterface
  interface Running extends AutoCloseable {
    @Override
    void close();
  }
}
