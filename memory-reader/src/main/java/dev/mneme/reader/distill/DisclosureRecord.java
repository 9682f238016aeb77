package dev.mneme.reader.distill;

import dev.mneme.events.DisclosedNumber;
import dev.mneme.events.Disclosure;
import dev.mneme.reader.anonymity.Claim;
import dev.mneme.reader.anonymity.Fingerprint;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A claim as it stands on the log, there and back. */
public final class DisclosureRecord {

  private DisclosureRecord() {}

  public static Disclosure of(UUID id, String tenant, Claim claim, Instant at) {
    List<DisclosedNumber> numbers = new ArrayList<>();
    claim.sets().forEach(set -> numbers.add(number(set, false)));
    claim.tails().forEach(set -> numbers.add(number(set, true)));
    return Disclosure.newBuilder()
        .setClaimId(id)
        .setTenant(tenant)
        .setFloor(claim.floor())
        .setNumbers(numbers)
        .setAt(at.truncatedTo(ChronoUnit.MILLIS))
        .build();
  }

  /**
   * @throws IllegalArgumentException when it is none that this class wrote
   */
  public static Claim claim(Disclosure disclosure) {
    List<Fingerprint> sets = new ArrayList<>();
    List<Fingerprint> tails = new ArrayList<>();
    for (DisclosedNumber number : disclosure.getNumbers()) {
      (number.getTail() ? tails : sets).add(fingerprint(number));
    }
    return new Claim(disclosure.getFloor(), sets, tails);
  }

  private static DisclosedNumber number(Fingerprint set, boolean tail) {
    int[] buckets = set.buckets();
    long[] sums = set.sums();
    ByteBuffer ofBuckets = ByteBuffer.allocate(buckets.length * Short.BYTES);
    ByteBuffer ofSums = ByteBuffer.allocate(sums.length * Long.BYTES);
    for (int i = 0; i < buckets.length; i++) {
      ofBuckets.putShort((short) buckets[i]);
      ofSums.putLong(sums[i]);
    }
    return new DisclosedNumber(tail, ofBuckets.flip(), ofSums.flip());
  }

  private static Fingerprint fingerprint(DisclosedNumber number) {
    ByteBuffer ofBuckets = number.getBuckets().duplicate();
    ByteBuffer ofSums = number.getSums().duplicate();
    int count = ofBuckets.remaining() / Short.BYTES;
    if (ofBuckets.remaining() % Short.BYTES != 0 || ofSums.remaining() != count * Long.BYTES) {
      throw new IllegalArgumentException("a fingerprint has a sum for each bucket");
    }
    int[] buckets = new int[count];
    long[] sums = new long[count];
    for (int i = 0; i < count; i++) {
      buckets[i] = Short.toUnsignedInt(ofBuckets.getShort());
      sums[i] = ofSums.getLong();
    }
    return Fingerprint.of(buckets, sums);
  }
}
