package dev.mneme.reader.distill;

import dev.mneme.reader.anonymity.Claim;
import dev.mneme.reader.anonymity.Disclosures;
import dev.mneme.reader.anonymity.Disclosures.Full;
import dev.mneme.reader.anonymity.Disclosures.Granted;
import dev.mneme.reader.anonymity.Disclosures.Verdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What was said to every tenant, claim after claim. The same claims in the same order give the same
 * verdicts, in whichever instance. Room is for so much altogether: what is still to be remembered
 * is never thrown out for it.
 */
public final class DisclosureBook {

  private final Disclosures.Limits limits;
  private final long mostBytes;
  private final Map<String, Disclosures> tenants = new HashMap<>();
  private long bytes;

  /**
   * @param mostBytes of all tenants together
   */
  public DisclosureBook(Disclosures.Limits limits, long mostBytes) {
    this.limits = limits;
    this.mostBytes = mostBytes;
  }

  public synchronized Verdict apply(String tenant, Claim claim, Instant at) {
    Disclosures before = tenants.getOrDefault(tenant, Disclosures.EMPTY);
    Verdict verdict = before.decide(claim, limits, at);
    if (!(verdict instanceof Granted(Disclosures next))) {
      return verdict;
    }
    if (bytes - before.bytes() + next.bytes() > mostBytes) {
      forgetOld(at);
      before = tenants.getOrDefault(tenant, Disclosures.EMPTY);
      if (bytes - before.bytes() + next.bytes() > mostBytes) {
        return new Full(at.plus(limits.window().dividedBy(24)));
      }
    }
    tenants.put(tenant, next);
    bytes += next.bytes() - before.bytes();
    return verdict;
  }

  public synchronized void clear() {
    tenants.clear();
    bytes = 0;
  }

  private void forgetOld(Instant at) {
    tenants.replaceAll((_, known) -> known.since(at.minus(limits.window())));
    tenants.values().removeIf(known -> known.said().isEmpty());
    bytes = tenants.values().stream().mapToLong(Disclosures::bytes).sum();
  }
}
