package dev.mneme.shell.recurring;

import java.time.Duration;

/** Something that a bean does again and again. */
public interface RecurringTask {

  /** Between the end of one time and the beginning of the next. */
  Duration pause();

  /** Once. What it throws is logged, and the next time comes all the same. */
  void once() throws InterruptedException;
}
