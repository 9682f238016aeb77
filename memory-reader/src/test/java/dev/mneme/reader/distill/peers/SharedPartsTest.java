package dev.mneme.reader.distill.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mneme.reader.distill.Aggregate;
import dev.mneme.reader.distill.Crowds;
import dev.mneme.reader.distill.DistillQuestion;
import dev.mneme.reader.distill.DistillRefused;
import dev.mneme.reader.distill.LocalParts;
import dev.mneme.reader.distill.Partial;
import dev.mneme.reader.distill.PartialFormat;
import dev.mneme.reader.instances.Instance;
import dev.mneme.reader.instances.KnownPlacement;
import dev.mneme.reader.instances.Placement;
import dev.mneme.reader.instances.Placement.Share;
import dev.mneme.reader.recall.InMemoryRecords;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SharedPartsTest {

  private static final Duration WITHIN = Duration.ofSeconds(20);
  private static final Set<Integer> ALL =
      IntStream.range(0, Crowds.PARTITIONS).boxed().collect(Collectors.toSet());
  private static final DistillQuestion HOW_MANY = Crowds.ask(Aggregate.COUNT, null);

  private final InMemoryRecords records = new InMemoryRecords(Crowds.PARTITIONS);
  private final Set<String> away = new HashSet<>();
  private final List<String> asked = new ArrayList<>();

  @Property(tries = 100)
  void shouldSayWhatOneInstanceWithAllOfItWouldSay(
      @ForAll @Size(value = 4) List<@IntRange(max = 2) Integer> owners,
      @ForAll @IntRange(min = 1, max = 60) int people,
      @ForAll Aggregate aggregate)
      throws Exception {
    records.clear();
    for (int person = 0; person < people; person++) {
      records.put(Crowds.memory(person, person, person % 7));
    }
    DistillQuestion question =
        Crowds.ask(aggregate, aggregate == Aggregate.COUNT ? null : "metadata.score");
    Partial alone = new LocalParts(records, _ -> Optional.empty()).of(question, ALL, WITHIN);

    for (int instance = 0; instance < 3; instance++) {
      Partial shared = shared("i" + instance, owners, Map.of()).of(question, ALL, WITHIN);

      assertThat(PartialFormat.bytes(shared)).isEqualTo(PartialFormat.bytes(alone));
    }
  }

  @Example
  void shouldAskWhoKeepsACopyWhenTheOwnerDoesNotSay() throws Exception {
    crowd();
    away.add("i1");

    Partial said =
        shared("i0", List.of(0, 1, 1, 0), Map.of(1, "i2", 2, "i2")).of(HOW_MANY, ALL, WITHIN);

    assertThat(said).isEqualTo(alone());
    assertThat(asked).containsExactlyInAnyOrder("i1 [1, 2]", "i2 [1, 2]");
  }

  @Example
  void shouldSayNothingRatherThanAPart() {
    crowd();
    away.add("i1");

    DistillRefused why =
        catchThrowableOfType(
            DistillRefused.class,
            () -> shared("i0", List.of(0, 1, 1, 0), Map.of(1, "i2")).of(HOW_MANY, ALL, WITHIN));

    assertThat(why.kind()).isEqualTo(DistillRefused.Kind.UNAVAILABLE);
  }

  @Example
  void shouldAskNobodyForWhatIsHere() throws Exception {
    crowd();

    assertThat(shared("i0", List.of(0, 0, 0, 0), Map.of()).of(HOW_MANY, ALL, WITHIN))
        .isEqualTo(alone());
    assertThat(asked).isEmpty();
  }

  private void crowd() {
    for (int person = 0; person < 40; person++) {
      records.put(Crowds.memory(person, person, person));
    }
  }

  private Partial alone() throws DistillRefused {
    return new LocalParts(records, _ -> Optional.empty()).of(HOW_MANY, ALL, WITHIN);
  }

  /** As the instance sees it: it has what it owns, and no other copy. */
  private SharedParts shared(String name, List<Integer> owners, Map<Integer, String> standbys) {
    Map<Integer, Share> shares = new HashMap<>();
    for (int partition : ALL) {
      String standby = standbys.get(partition);
      shares.put(
          partition,
          new Share(
              "i" + owners.get(partition),
              standby == null ? List.of() : List.of(standby),
              Optional.empty()));
    }
    KnownPlacement known = new KnownPlacement(name, Crowds.PARTITIONS);
    known.agreed(
        new Placement(
            Crowds.PARTITIONS, List.of(instance("i0"), instance("i1"), instance("i2")), shares));
    Set<Integer> here = known.placement().ownedBy(name);
    LocalParts local = new LocalParts(records, _ -> Optional.empty());
    return new SharedParts(
        (question, partitions, within) -> {
          assertThat(here).containsAll(partitions);
          return local.of(question, partitions, within);
        },
        known,
        () -> here,
        () ->
            (instance, question, partitions, within) -> {
              synchronized (asked) {
                asked.add(instance.name() + " " + new TreeSet<>(partitions));
              }
              if (away.contains(instance.name())) {
                throw DistillRefused.unavailable("away");
              }
              return local.of(question, partitions, within);
            });
  }

  private static Instance instance(String name) {
    return new Instance(name, URI.create("http://127.0.0.1:1"));
  }
}
