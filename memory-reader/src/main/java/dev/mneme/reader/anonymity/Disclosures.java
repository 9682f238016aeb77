package dev.mneme.reader.anonymity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was said to one tenant lately. A value: to say more gives another.
 *
 * <p>A number is not said when it, and one or two that were said before, taken off each other leave
 * a few people: more than none and fewer than the floor of either. What is as it was before may be
 * said again and again.
 */
public record Disclosures(List<Disclosed> said) {

  public static final Disclosures EMPTY = new Disclosures(List.of());

  /**
   * One number that was said.
   *
   * @param tail whether it was a lowest or highest
   */
  public record Disclosed(Fingerprint set, int floor, boolean tail, Instant at) {}

  /**
   * How much is remembered.
   *
   * @param window for how long
   * @param numbers at most so many
   * @param bytes of at most so many bytes together
   * @param pairs how many of the latest are also compared two at a time
   */
  public record Limits(Duration window, int numbers, long bytes, int pairs) {}

  public Disclosures {
    said = List.copyOf(said);
  }

  /** What is to be done about a claim. */
  public sealed interface Verdict {}

  /**
   * @param next what is remembered once it was said
   */
  public record Granted(Disclosures next) implements Verdict {}

  /** It would give away a few people, together with what was said before. */
  public record TooClose() implements Verdict {}

  /**
   * No more can be remembered, so no more is said.
   *
   * @param until when the oldest is forgotten
   */
  public record Full(Instant until) implements Verdict {}

  public Verdict decide(Claim claim, Limits limits, Instant now) {
    Instant since = now.minus(limits.window());
    List<Disclosed> known = since(since).said();
    List<Disclosed> added = new ArrayList<>();
    for (Disclosed number : numbers(claim, now)) {
      List<Disclosed> before = Stream.concat(known.stream(), added.stream()).toList();
      if (givesAway(number, before, limits.pairs())) {
        return new TooClose();
      }
      added.add(number);
    }
    List<Disclosed> next =
        Stream.concat(
                known.stream().filter(s -> added.stream().noneMatch(a -> same(a, s))),
                added.stream().distinct())
            .toList();
    Disclosures after = new Disclosures(next);
    if (next.size() > limits.numbers() || after.bytes() > limits.bytes()) {
      Instant oldest = known.stream().map(Disclosed::at).min(Instant::compareTo).orElse(now);
      return new Full(oldest.plus(limits.window()));
    }
    return new Granted(after);
  }

  /** What was said after that moment. */
  public Disclosures since(Instant moment) {
    return new Disclosures(said.stream().filter(s -> s.at().isAfter(moment)).toList());
  }

  public long bytes() {
    return said.stream().mapToLong(s -> s.set().bytes()).sum();
  }

  private static List<Disclosed> numbers(Claim claim, Instant now) {
    return Stream.concat(
            claim.sets().stream().map(set -> new Disclosed(set, claim.floor(), false, now)),
            claim.tails().stream().map(set -> new Disclosed(set, claim.floor(), true, now)))
        .toList();
  }

  private static boolean same(Disclosed one, Disclosed other) {
    return one.tail() == other.tail() && one.set().equals(other.set());
  }

  private static boolean givesAway(Disclosed number, List<Disclosed> all, int pairs) {
    List<Disclosed> before = all.stream().filter(s -> s.tail() == number.tail()).toList();
    for (Disclosed other : before) {
      int floor = Math.max(number.floor(), other.floor());
      if (few(number.set().between(other.set(), floor), floor)) {
        return true;
      }
    }
    List<Disclosed> latest = before.subList(Math.max(0, before.size() - pairs), before.size());
    for (int i = 0; !number.tail() && i < latest.size(); i++) {
      for (int j = i + 1; j < latest.size(); j++) {
        if (givesAway(number, latest.get(i), latest.get(j))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean givesAway(Disclosed number, Disclosed one, Disclosed other) {
    int floor = Math.max(number.floor(), Math.max(one.floor(), other.floor()));
    Fingerprint x = number.set();
    Fingerprint y = one.set();
    Fingerprint z = other.set();
    return few(x.left(false, y, false, z, floor), floor)
        || few(x.left(true, y, false, z, floor), floor)
        || few(x.left(false, y, true, z, floor), floor);
  }

  private static boolean few(int people, int floor) {
    return people > 0 && people < floor;
  }
}
