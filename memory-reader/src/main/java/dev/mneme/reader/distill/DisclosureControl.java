package dev.mneme.reader.distill;

import dev.mneme.reader.anonymity.Claim;
import dev.mneme.reader.anonymity.Disclosures;
import java.time.Instant;

/** Remembers what was said to whom, and decides by it what may be said next. */
public interface DisclosureControl {

  /**
   * Decides about the claim, and remembers it before it says yes.
   *
   * @throws DistillRefused when it cannot be known what was said before, or not be remembered
   */
  Disclosures.Verdict ask(String tenant, Claim claim, Instant now) throws DistillRefused;
}
