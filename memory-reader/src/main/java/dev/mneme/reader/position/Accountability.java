package dev.mneme.reader.position;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which partitions may be answered from, so that what was acknowledged as forgotten is not shown.
 *
 * <p>A partition is accounted for when, in this order: the log holds that this instance answers
 * from it; the end of its records was asked for; and the index shows all up to there. From then on
 * nobody acknowledges a forget before this index is past it. When the instance could not make
 * itself heard for a while, it counts as gone and has to begin anew: others go on without it.
 *
 * @see <a
 *     href="../../../../../../../../docs/decisions/0022-acknowledged-means-unreadable.md">0022</a>
 */
public final class Accountability {

  private final Duration silence;
  private final Map<Integer, Account> accounts = new HashMap<>();
  private long heardAt;
  private boolean heard;

  /**
   * @param visible as seen last
   * @param end where the records ended after it was told, or -1 while that is not known
   */
  private record Account(long visible, boolean told, long end) {

    boolean isSettled() {
      return end >= 0 && visible >= end;
    }
  }

  /**
   * @param silence after which the instance no longer answers from its indexes
   */
  public Accountability(Duration silence) {
    this.silence = silence;
  }

  /** What the indexes show now; a partition that is not there is not answered from. */
  public synchronized void shows(Map<Integer, Long> visible) {
    accounts.keySet().retainAll(visible.keySet());
    visible.forEach(
        (partition, to) ->
            accounts.merge(
                partition,
                new Account(to, false, -1),
                (known, now) ->
                    now.visible() < known.visible()
                        ? now // opened again, from an older commit
                        : new Account(now.visible(), known.told(), known.end())));
  }

  /**
   * The log holds that these are answered from.
   *
   * @param sent when it was sent, before it could be heard, by {@link System#nanoTime}
   */
  public synchronized void told(Collection<Integer> partitions, long sent) {
    if (heard && sent - heardAt >= silence.toNanos()) {
      accounts.replaceAll((_, account) -> new Account(account.visible(), false, -1));
    }
    heard = true;
    heardAt = sent;
    partitions.forEach(
        partition ->
            accounts.computeIfPresent(
                partition, (_, account) -> new Account(account.visible(), true, account.end())));
  }

  /** Partitions whose end is to be asked for. */
  public synchronized Set<Integer> unmeasured() {
    Set<Integer> wanted = new TreeSet<>();
    accounts.forEach(
        (partition, account) -> {
          if (account.told() && account.end() < 0) {
            wanted.add(partition);
          }
        });
    return wanted;
  }

  /** Where the records of a partition end, asked for after it was {@link #unmeasured}. */
  public synchronized void ends(int partition, long end) {
    accounts.computeIfPresent(
        partition,
        (_, account) -> account.told() ? new Account(account.visible(), true, end) : account);
  }

  public synchronized boolean answers(int partition, long nanos) {
    Account account = accounts.get(partition);
    return account != null && account.isSettled() && !isSilent(nanos);
  }

  /** For how long nobody is known to have heard of this instance. */
  public synchronized Duration silentFor(long nanos) {
    return heard ? Duration.ofNanos(Math.max(0, nanos - heardAt)) : Duration.ZERO;
  }

  /** Whether all partitions here are accounted for, or were before the silence there is now. */
  public synchronized boolean isComplete() {
    return heard && accounts.values().stream().allMatch(Account::isSettled);
  }

  private boolean isSilent(long nanos) {
    return !heard || nanos - heardAt >= silence.toNanos();
  }
}
