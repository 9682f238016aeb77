package dev.mneme.guard.rollout.topology;

import dev.mneme.guard.rollout.evidence.Arm;
import dev.mneme.guard.rollout.evidence.Evidence;
import dev.mneme.guard.rollout.evidence.OpenBreakers;
import dev.mneme.guard.rollout.evidence.RegionEvidence;
import dev.mneme.guard.rollout.evidence.RegionEvidence.Guarded;
import dev.mneme.guard.rollout.evidence.Tally;
import dev.mneme.guard.rollout.evidence.Watch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * How evidence lies in the store. Reads are counted in slices of five seconds, so that each record
 * changes little; a slice that is over is added to what is known since the step began, and kept a
 * minute for what looks at the last minute.
 *
 * <pre>
 * slice|region|number  version(1) tally
 * region|region        version(1) folded(long) errorsSince slowSince tally
 * guard|region         version(1) readable(boolean) because(utf)
 * shut|region          version(1) number(short) {operation(utf)}* heard(instant)
 * </pre>
 *
 * In the words of {@link Bytes}; numbers of slices are seconds since 1970 over five, in 12 digits.
 */
final class StoredEvidence {
  static final int SECONDS = 5;
  static final int MINUTE = 12;
  static final int JUST_NOW = 2;

  private static final byte VERSION = 1;
  private static final String SLICE = "slice|";
  private static final String REGION = "region|";
  private static final String GUARD = "guard|";
  private static final String SHUT = "shut|";

  /** Behind every key that begins with the same words. */
  private static final String END = "\uffff";

  private StoredEvidence() {}

  /**
   * What is known of a region besides its slices.
   *
   * @param folded the last slice that is in the tally
   */
  record Known(long folded, Watch watch, Tally tally) {

    /** Of a step that begins in this slice. */
    static Known beginning(long slice, Watch watch) {
      return new Known(slice - 1, watch, Tally.none());
    }
  }

  static long slice(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), SECONDS);
  }

  static String sliceKey(String region, long slice) {
    return "%s%s|%012d".formatted(SLICE, region, slice);
  }

  static String regionKey(String region) {
    return REGION + region;
  }

  static String guardKey(String region) {
    return GUARD + region;
  }

  static String shutKey(String region) {
    return SHUT + region;
  }

  static Map<Long, Tally> slices(ReadOnlyKeyValueStore<String, byte[]> store, String region) {
    var slices = new TreeMap<Long, Tally>();
    String from = SLICE + region + "|";
    try (var found = store.range(from, from + END)) {
      found.forEachRemaining(
          entry ->
              slices.put(Long.parseLong(entry.key.substring(from.length())), tally(entry.value)));
    }
    return slices;
  }

  static List<String> regions(ReadOnlyKeyValueStore<String, byte[]> store) {
    var regions = new ArrayList<String>();
    try (var found = store.range(REGION, REGION + END)) {
      found.forEachRemaining(entry -> regions.add(entry.key.substring(REGION.length())));
    }
    return regions;
  }

  static @Nullable Known known(ReadOnlyKeyValueStore<String, byte[]> store, String region) {
    byte[] bytes = store.get(regionKey(region));
    return bytes == null ? null : known(bytes);
  }

  static Known known(byte[] bytes) {
    return Bytes.read(
        bytes,
        VERSION,
        "rollout evidence",
        in ->
            new Known(
                in.readLong(), new Watch(Bytes.instant(in), Bytes.instant(in)), Bytes.tally(in)));
  }

  static byte[] bytes(Known known) {
    return Bytes.of(
        VERSION,
        out -> {
          out.writeLong(known.folded());
          Bytes.write(out, known.watch().errorsSince());
          Bytes.write(out, known.watch().slowSince());
          Bytes.write(out, known.tally());
        });
  }

  static byte[] bytes(Tally tally) {
    return Bytes.of(VERSION, out -> Bytes.write(out, tally));
  }

  static Tally tally(byte[] bytes) {
    return Bytes.read(bytes, VERSION, "rollout evidence", Bytes::tally);
  }

  static byte[] bytes(Guarded guard) {
    return Bytes.of(
        VERSION,
        out -> {
          out.writeBoolean(guard.readable());
          out.writeUTF(guard.because());
        });
  }

  static Guarded guard(ReadOnlyKeyValueStore<String, byte[]> store, String region) {
    byte[] bytes = store.get(guardKey(region));
    return bytes == null
        ? Guarded.FREE
        : Bytes.read(
            bytes, VERSION, "rollout evidence", in -> new Guarded(in.readBoolean(), in.readUTF()));
  }

  static byte[] bytes(OpenBreakers breakers) {
    return Bytes.of(
        VERSION,
        out -> {
          Bytes.write(out, breakers.operations());
          Bytes.write(out, breakers.heard());
        });
  }

  static OpenBreakers breakers(ReadOnlyKeyValueStore<String, byte[]> store, String region) {
    byte[] bytes = store.get(shutKey(region));
    return bytes == null ? OpenBreakers.NONE : breakers(bytes);
  }

  static OpenBreakers breakers(byte[] bytes) {
    return Bytes.read(
        bytes,
        VERSION,
        "rollout evidence",
        in -> new OpenBreakers(Bytes.words(in), Bytes.instant(in)));
  }

  /** Reads of the new layer in the last slices up to this one. */
  static Arm lately(Map<Long, Tally> slices, long now, int number) {
    return slices.entrySet().stream()
        .filter(entry -> entry.getKey() > now - number)
        .map(entry -> entry.getValue().canary())
        .reduce(Arm.none(), Arm::plus);
  }

  /** With what was not added up yet: what must not happen is seen at once. */
  private static Tally open(Map<Long, Tally> slices, Known known) {
    return slices.entrySet().stream()
        .filter(slice -> slice.getKey() > known.folded())
        .map(Map.Entry::getValue)
        .reduce(known.tally(), Tally::plus);
  }

  /** All that is known, as it is in the store now. */
  static Evidence read(ReadOnlyKeyValueStore<String, byte[]> store, Instant now) {
    Map<String, RegionEvidence> regions = new HashMap<>();
    long slice = slice(now);
    for (String region : regions(store)) {
      Known known = known(store, region);
      if (known != null) {
        Map<Long, Tally> slices = slices(store, region);
        regions.put(
            region,
            new RegionEvidence(
                open(slices, known),
                lately(slices, slice, MINUTE),
                lately(slices, slice, JUST_NOW),
                known.watch(),
                guard(store, region),
                breakers(store, region)));
      }
    }
    return new Evidence(regions);
  }
}
