package dev.mneme.reader.distill.peers;

import dev.mneme.reader.distill.DistillQuestion;
import dev.mneme.reader.distill.DistillRefused;
import dev.mneme.reader.distill.Partial;
import dev.mneme.reader.instances.Instance;
import java.time.Duration;
import java.util.Set;

/** Asks one other instance. */
@FunctionalInterface
public interface PartsOfPeer {

  /**
   * What these partitions of the instance have to say together.
   *
   * @throws DistillRefused when it does not say; unavailable when another one may
   */
  Partial ask(Instance instance, DistillQuestion question, Set<Integer> partitions, Duration within)
      throws DistillRefused;
}
