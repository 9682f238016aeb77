package dev.mneme.stack;

import java.time.Duration;

/** Hears how a start goes on. Called by several threads. */
public interface StackListener {

  void began(Step step);

  void done(Step step, Duration took);

  /** A part ended without having been asked to. */
  void ended(PartName part, int exitCode);

  /** Something was left by an earlier stack of this home, and has been removed. */
  void cleanedUp(String what);

  StackListener SILENT =
      new StackListener() {
        @Override
        public void began(Step step) {}

        @Override
        public void done(Step step, Duration took) {}

        @Override
        public void ended(PartName part, int exitCode) {}

        @Override
        public void cleanedUp(String what) {}
      };
}
