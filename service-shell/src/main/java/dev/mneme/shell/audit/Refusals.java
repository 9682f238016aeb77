package dev.mneme.shell.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Bounds what refusing costs: in each second the first get an entry each, those after them are
 * counted, and each kind of them gets one entry with the count when the second is over. Whoever is
 * refused knows the entry's id at once.
 */
public final class Refusals {
  private static final int MOST_KINDS = 64;

  private final int aloneInASecond;
  private final Map<Act, Counted> counted = new LinkedHashMap<>();
  private long second = Long.MIN_VALUE;
  private int alone;

  /**
   * @param aloneInASecond refusals that get an entry each
   */
  public Refusals(int aloneInASecond) {
    this.aloneInASecond = aloneInASecond;
  }

  /** Equal refusals of one second. */
  public static final class Counted {
    private final UUID receipt = UUID.randomUUID();
    private final Act act;
    private final Instant first;
    private int count;

    private Counted(Act act, Instant first) {
      this.act = act;
      this.first = first;
    }

    public UUID receipt() {
      return receipt;
    }

    public Act act() {
      return act;
    }

    public Instant first() {
      return first;
    }

    public int count() {
      return count;
    }
  }

  /** What becomes of a refusal. */
  public sealed interface Place {

    /** It gets its own entry. */
    record Alone() implements Place {}

    /** It is counted in the entry with that id, which is written when the second is over. */
    record Among(UUID receipt) implements Place {}
  }

  /** Callers take what is {@link #due} first: a count does not go beyond its second. */
  public synchronized Place place(Act act, Instant at) {
    if (at.getEpochSecond() != second) {
      second = at.getEpochSecond();
      alone = 0;
    }
    if (alone < aloneInASecond) {
      alone++;
      return new Place.Alone();
    }
    Act kind = counted.containsKey(act) || counted.size() < MOST_KINDS ? act : act.amongOthers();
    Counted among = counted.computeIfAbsent(kind, each -> new Counted(each, at));
    among.count++;
    return new Place.Among(among.receipt);
  }

  /** Counts whose second is over, which end with this. A clock set back ends them as well. */
  public synchronized List<Counted> due(Instant now) {
    return counted.isEmpty() || now.getEpochSecond() == second ? List.of() : all();
  }

  /** All counts, which end with this. */
  public synchronized List<Counted> all() {
    List<Counted> all = new ArrayList<>(counted.values());
    counted.clear();
    return all;
  }
}
