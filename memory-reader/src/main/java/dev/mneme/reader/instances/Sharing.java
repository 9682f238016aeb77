package dev.mneme.reader.instances;

import dev.mneme.reader.instances.Placement.Share;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Shares partitions out among instances: as evenly as can be, moving as little as can be, and never
 * away from an instance whose copy has caught up to one whose copy has not. Who is to have a
 * partition but is not ready for it keeps a copy first, and gets it when that has caught up.
 *
 * <p>The same members give the same placement, whoever computes it.
 */
public final class Sharing {

  private final List<Member> members;
  private final int partitions;
  private final Map<String, Integer> owned = new HashMap<>();
  private final Map<String, Integer> kept = new HashMap<>();

  private Sharing(List<Member> members, int partitions) {
    this.members = members.stream().sorted(Comparator.comparing(Member::name)).toList();
    this.partitions = partitions;
  }

  /**
   * @param standbys how many copies of each partition there are to be beside the owner's
   */
  public static Placement of(List<Member> members, int partitions, int standbys) {
    if (members.isEmpty()) {
      return Placement.NONE;
    }
    return new Sharing(members, partitions).share(standbys);
  }

  private Placement share(int standbys) {
    Map<Integer, Member> even = evenly();
    owned.clear();
    Map<Integer, Member> owners = new TreeMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      Member owner = owner(partition, even.get(partition));
      owned.merge(owner.name(), 1, Integer::sum);
      owners.put(partition, owner);
    }
    kept.putAll(owned);
    Map<Integer, Share> shares = new TreeMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      Member wanted = even.get(partition);
      Member owner = owners.get(partition);
      List<String> copies = standbys(partition, owner, wanted, standbys);
      copies.forEach(name -> kept.merge(name, 1, Integer::sum));
      shares.put(
          partition,
          new Share(
              owner.name(),
              copies,
              wanted.equals(owner) ? Optional.empty() : Optional.of(wanted.name())));
    }
    return new Placement(partitions, members.stream().map(Member::instance).toList(), shares);
  }

  /** Each its share, differing by one at most, and as many as possible with whom they were. */
  private Map<Integer, Member> evenly() {
    int least = partitions / members.size();
    int withOneMore = partitions % members.size();
    Map<Integer, Member> even = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      Optional<Member> before = before(partition);
      if (before.isPresent()) {
        int has = count(before.get());
        boolean oneMore = has == least && withOneMore > 0;
        if (has < least || oneMore) {
          withOneMore -= oneMore ? 1 : 0;
          even.put(partition, before.get());
          owned.merge(before.get().name(), 1, Integer::sum);
        }
      }
    }
    for (int partition = 0; partition < partitions; partition++) {
      if (!even.containsKey(partition)) {
        Member next = leastLoaded(partition, members);
        even.put(partition, next);
        owned.merge(next.name(), 1, Integer::sum);
      }
    }
    return even;
  }

  private Optional<Member> before(int partition) {
    return members.stream()
        .filter(member -> member.owned().contains(partition))
        .max(Comparator.comparingInt(Member::since));
  }

  private Member owner(int partition, Member wanted) {
    List<Member> warm =
        members.stream().filter(member -> member.warm().contains(partition)).toList();
    if (warm.isEmpty() || warm.contains(wanted)) {
      return wanted;
    }
    return before(partition).filter(warm::contains).orElseGet(() -> leastLoaded(partition, warm));
  }

  private Member leastLoaded(int partition, List<Member> among) {
    return among.stream()
        .min(
            Comparator.comparingInt(this::count)
                .thenComparing(member -> !member.warm().contains(partition))
                .thenComparing(Member::name))
        .orElseThrow();
  }

  private int count(Member member) {
    return owned.getOrDefault(member.name(), 0);
  }

  /** A copy that has caught up counts for as much as one partition less to keep. */
  private List<String> standbys(int partition, Member owner, Member wanted, int wantedCopies) {
    List<Member> others = new ArrayList<>(members);
    others.remove(owner);
    others.remove(wanted);
    others.sort(
        Comparator.<Member>comparingInt(
                member ->
                    kept.getOrDefault(member.name(), 0)
                        - (member.warm().contains(partition) ? 1 : 0))
            .thenComparing(Member::name));
    List<Member> chosen = new ArrayList<>(others.subList(0, Math.min(wantedCopies, others.size())));
    if (!wanted.equals(owner)) {
      chosen.add(wanted);
    }
    return chosen.stream()
        .sorted(Comparator.comparing(member -> !member.warm().contains(partition)))
        .map(Member::name)
        .toList();
  }
}
