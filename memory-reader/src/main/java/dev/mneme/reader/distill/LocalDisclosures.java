package dev.mneme.reader.distill;

import dev.mneme.reader.anonymity.Claim;
import dev.mneme.reader.anonymity.Disclosures;
import java.time.Instant;

/** Remembers in this process. What it said is forgotten with it. */
public final class LocalDisclosures implements DisclosureControl {

  private final DisclosureBook book;

  /**
   * @param mostBytes of all tenants together
   */
  public LocalDisclosures(Disclosures.Limits limits, long mostBytes) {
    this.book = new DisclosureBook(limits, mostBytes);
  }

  @Override
  public Disclosures.Verdict ask(String tenant, Claim claim, Instant now) {
    return book.apply(tenant, claim, now);
  }
}
