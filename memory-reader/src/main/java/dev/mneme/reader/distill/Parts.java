package dev.mneme.reader.distill;

import java.time.Duration;
import java.util.Set;

/** Where memories are read in parts: the partitions of one instance, here or elsewhere. */
public interface Parts {

  /**
   * What these partitions have to say together. All of them, or nothing: an answer from a part of
   * the memories is a wrong one.
   *
   * @param within how long the caller waits
   * @throws DistillRefused when one of them cannot be read to its end now
   */
  Partial of(DistillQuestion question, Set<Integer> partitions, Duration within)
      throws DistillRefused;
}
