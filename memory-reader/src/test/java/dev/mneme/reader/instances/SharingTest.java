package dev.mneme.reader.instances;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.reader.instances.Placement.Share;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SharingTest {

  private static final int PARTITIONS = 4;

  @Test
  void shouldGiveAllToTheOnlyInstance() {
    Placement placement = Sharing.of(List.of(cold("a")), PARTITIONS, 1);

    assertThat(placement.ownedBy("a")).containsExactlyInAnyOrder(0, 1, 2, 3);
    assertThat(placement.copiesOf("a")).hasSize(PARTITIONS);
  }

  @Test
  void shouldShareEvenlyAndKeepACopyOfEachBesideTheOwners() {
    Placement placement = Sharing.of(List.of(cold("a"), cold("b"), cold("c")), PARTITIONS, 1);

    assertThat(List.of("a", "b", "c"))
        .allSatisfy(name -> assertThat(placement.ownedBy(name)).hasSizeBetween(1, 2));
    assertThat(placement.shares().values())
        .allSatisfy(share -> assertThat(share.standbys()).hasSize(1));
    assertThat(placement.copiesOf("a").size()).isLessThan(PARTITIONS);
  }

  @Test
  void shouldTakeNothingFromAnInstanceThatIsReadyUntilTheNewOneIs() {
    Member old = member("a", Set.of(0, 1, 2, 3), Set.of(0, 1, 2, 3), 1);

    Placement first = Sharing.of(List.of(old, cold("b")), PARTITIONS, 1);

    assertThat(first.ownedBy("a")).hasSize(PARTITIONS);
    assertThat(first.promisedTo("b")).hasSize(2);
    assertThat(first.copiesOf("b")).containsAll(first.promisedTo("b"));

    Member ready = member("b", Set.of(0, 1, 2, 3), Set.of(), 2);
    Placement then = Sharing.of(List.of(old, ready), PARTITIONS, 1);

    assertThat(then.ownedBy("b")).isEqualTo(first.promisedTo("b"));
    assertThat(then.promisedTo("b")).isEmpty();
    assertThat(then.copiesOf("a")).hasSize(PARTITIONS);
  }

  @Test
  void shouldGiveWhatIsLeftToWhoeverHasACopyWhenAnInstanceIsGone() {
    Placement before = Sharing.of(List.of(cold("a"), cold("b"), cold("c")), PARTITIONS, 1);

    Placement after = Sharing.of(List.of(after(before, "b"), after(before, "c")), PARTITIONS, 1);

    for (int partition : before.ownedBy("a")) {
      assertThat(before.of(partition).orElseThrow().standbys())
          .contains(after.of(partition).orElseThrow().owner());
    }
    assertThat(after.ownedBy("b")).containsAll(before.ownedBy("b"));
    assertThat(after.ownedBy("c")).containsAll(before.ownedBy("c"));
  }

  @Test
  void shouldBelieveTheLaterOfTwoThatClaimAPartition() {
    Member zombie = member("a", Set.of(0, 1), Set.of(0), 3);
    Member rightful = member("b", Set.of(0, 1), Set.of(0), 4);

    Placement placement = Sharing.of(List.of(zombie, rightful), 2, 1);

    assertThat(placement.of(0)).map(Share::owner).contains("b");
  }

  @Test
  void shouldComeToRestOnceAllCopiesHaveCaughtUp() {
    for (int size = 1; size <= 6; size++) {
      List<Member> members = new ArrayList<>(List.of(member("i0", all(), all(), 0)));
      for (int i = 1; i < size; i++) {
        members.add(cold("i" + i));
      }
      Placement placement = Sharing.of(members, PARTITIONS, 1);
      for (int round = 1; round <= 4; round++) {
        Placement before = placement;
        int generation = round;
        members.replaceAll(
            member ->
                member(
                    member.name(),
                    before.copiesOf(member.name()),
                    before.ownedBy(member.name()),
                    generation));
        placement = Sharing.of(members, PARTITIONS, 1);
      }

      assertThat(Sharing.of(members, PARTITIONS, 1)).isEqualTo(placement);
      for (Member member : members) {
        assertThat(placement.promisedTo(member.name())).isEmpty();
        assertThat(placement.ownedBy(member.name()).size())
            .isBetween(PARTITIONS / size, ceiling(size));
      }
    }
  }

  private static Set<Integer> all() {
    return Set.of(0, 1, 2, 3);
  }

  @Test
  void shouldHoldWhateverComesAndGoes() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Map<String, Member> group = new HashMap<>();
      group.put("i0", cold("i0"));
      for (int step = 0; step < 30; step++) {
        change(group, random);
        List<Member> members = new ArrayList<>(group.values());
        Collections.shuffle(members, random);
        int standbys = random.nextInt(3);

        Placement placement = Sharing.of(members, PARTITIONS, standbys);

        assertHolds(placement, group, standbys, "seed " + seed + " step " + step);
        assertThat(Sharing.of(List.copyOf(group.values()), PARTITIONS, standbys))
            .as("the same for every order")
            .isEqualTo(placement);
        int generation = step;
        group.replaceAll((name, member) -> warmed(member, placement, generation, random));
      }
    }
  }

  private static void assertHolds(
      Placement placement, Map<String, Member> group, int standbys, String when) {
    assertThat(placement.shares().keySet()).as(when).containsExactlyInAnyOrder(0, 1, 2, 3);
    placement
        .shares()
        .forEach(
            (partition, share) -> {
              boolean somebodyReady =
                  group.values().stream().anyMatch(member -> member.warm().contains(partition));
              assertThat(group.get(share.owner()).warm().contains(partition))
                  .as(when + ": the owner is ready if anybody is")
                  .isEqualTo(somebodyReady);
              assertThat(share.standbys()).as(when).doesNotContain(share.owner());
              assertThat(share.standbys()).as(when).doesNotHaveDuplicates();
              assertThat(share.standbys().size())
                  .as(when)
                  .isGreaterThanOrEqualTo(Math.min(standbys, group.size() - 1) - 1)
                  .isLessThanOrEqualTo(standbys + 1);
              share.next().ifPresent(next -> assertThat(share.standbys()).as(when).contains(next));
            });
    int promised = group.keySet().stream().mapToInt(n -> placement.promisedTo(n).size()).sum();
    if (promised == 0) {
      assertThat(group.keySet())
          .as(when + ": even when nobody has to catch up first")
          .allSatisfy(
              name ->
                  assertThat(placement.ownedBy(name).size())
                      .isBetween(PARTITIONS / group.size(), ceiling(group.size())));
    }
  }

  private static int ceiling(int members) {
    return (PARTITIONS + members - 1) / members;
  }

  private static void change(Map<String, Member> group, Random random) {
    String name = "i" + random.nextInt(5);
    if (group.containsKey(name) && group.size() > 1) {
      group.remove(name);
    } else {
      group.put(name, cold(name));
    }
  }

  /** Some of its copies have caught up by the next time. */
  private static Member warmed(Member member, Placement placement, int generation, Random random) {
    Set<Integer> warm = new TreeSet<>();
    for (int partition : placement.copiesOf(member.name())) {
      if (member.warm().contains(partition) || random.nextBoolean()) {
        warm.add(partition);
      }
    }
    return member(member.name(), warm, placement.ownedBy(member.name()), generation);
  }

  private static Member after(Placement placement, String name) {
    return member(name, placement.copiesOf(name), placement.ownedBy(name), 1);
  }

  private static Member cold(String name) {
    return member(name, Set.of(), Set.of(), -1);
  }

  private static Member member(String name, Set<Integer> warm, Set<Integer> owned, int since) {
    return new Member(
        new Instance(name, URI.create("http://127.0.0.1:" + (1000 + name.hashCode() % 1000))),
        warm,
        owned,
        since);
  }
}
