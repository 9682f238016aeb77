package dev.mneme.reader.concepts.shelf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.ConceptBinding;
import dev.mneme.events.MemoryConcept;
import dev.mneme.reader.concepts.Binding;
import dev.mneme.reader.concepts.Concept;
import dev.mneme.reader.concepts.ConceptPolicy;
import dev.mneme.reader.concepts.Talk;
import dev.mneme.serde.AvroSafety;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConceptKeeperTest {

  static {
    AvroSafety.enforce();
  }

  private static final String ADA = "acme/ada";
  private static final String BOB = "acme/bob";

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
  private final InMemoryEpisodes episodes = new InMemoryEpisodes();
  private final InMemoryConcepts topic = new InMemoryConcepts();
  private final AtomicInteger failing = new AtomicInteger();
  private Set<String> subjects = Set.of("ada", "bob");
  private Shelves shelves = new Shelves();
  private ConceptKeeper keeper = keeper();

  private ConceptKeeper keeper() {
    InstantSource clock = now::get;
    return new ConceptKeeper(
        shelves,
        episodes,
        topic,
        _ -> true,
        subject -> subjects.contains(subject),
        "model-1",
        ConceptPolicy.DEFAULT,
        KeepingPolicy.DEFAULT,
        new Disturbance() {
          @Override
          public void inConsolidation() {
            if (failing.getAndDecrement() > 0) {
              throw new IllegalStateException("made to fail");
            }
          }
        },
        clock);
  }

  @BeforeEach
  void talk() {
    for (int i = 1; i <= 4; i++) {
      episodes.put(ADA, Talk.episode(i, 0, 0.3));
      episodes.put(BOB, Talk.episode(100 + i, 1, 0.3));
    }
    topic.tell(shelves);
  }

  /** As at a start: nothing is known but what the topic holds. */
  private void startAgain() {
    shelves = new Shelves();
    keeper = keeper();
    topic.tell(shelves);
  }

  private List<Concept> of(String owner) {
    return shelves.see(0, owner).orElseThrow().concepts();
  }

  private static List<UUID> bound(Concept concept) {
    return concept.bindings().stream().map(Binding::episode).toList();
  }

  @Test
  void shouldFormConceptsOfEachSubjectAloneAndKeepThem() throws Exception {
    assertThat(keeper.cycle()).isTrue();

    assertThat(of(ADA)).hasSize(1);
    assertThat(bound(of(ADA).getFirst())).containsExactlyInAnyOrder(id(1), id(2), id(3), id(4));
    assertThat(bound(of(BOB).getFirst())).doesNotContainAnyElementsOf(bound(of(ADA).getFirst()));
    assertThat(topic.values()).hasSize(2);
    assertThat(keeper.consolidations().formed()).isEqualTo(2);
  }

  @Test
  void shouldKnowAfterAStartWhatItKnewBefore() throws Exception {
    keeper.cycle();
    List<Concept> before = of(ADA);

    startAgain();
    keeper.cycle();

    assertThat(of(ADA)).hasSize(1);
    assertThat(of(ADA).getFirst().id()).isEqualTo(before.getFirst().id());
    assertThat(bound(of(ADA).getFirst())).isEqualTo(bound(before.getFirst()));
    assertThat(of(ADA).getFirst().sum()).isEqualTo(before.getFirst().sum());
  }

  @Test
  void shouldWriteOnlyWhatIsNew() throws Exception {
    keeper.cycle();
    int before = topic.written().size();
    episodes.put(ADA, Talk.episode(9, 0, 0.3));
    shelves.embedded(0, ADA, id(9));

    keeper.cycle();

    assertThat(topic.written().subList(before, topic.written().size()))
        .containsExactly(ADA + "/" + of(ADA).getFirst().id());
    assertThat(bound(of(ADA).getFirst())).contains(id(9));
  }

  @Test
  void shouldReadOnlyWhatIsNewHoweverMuchIsStored() throws Exception {
    for (int i = 1_000; i < 3_000; i++) {
      episodes.put(ADA, Talk.episode(i, i % 20, 0.8));
    }
    keeper.cycle();
    long stored = episodes.read();
    episodes.put(ADA, Talk.episode(9, 0, 0.3));
    shelves.embedded(0, ADA, id(9));

    keeper.cycle();

    assertThat(stored).isGreaterThan(2_000);
    assertThat(episodes.read() - stored).isEqualTo(1);
  }

  @Test
  void shouldBeOutOfItsConceptsBeforeAForgetIsSettled() throws Exception {
    keeper.cycle();

    shelves.leaves(0, ADA, id(2), 7);

    assertThat(of(ADA)).isEmpty();
    assertThat(shelves.settled(0)).isEqualTo(7);
    keeper.cycle();
    assertThat(shelves.settled(0)).as("the index shows it still").isEqualTo(7);
    episodes.remove(ADA, id(2));
    episodes.showsBelow(8);
    keeper.cycle();
    assertThat(shelves.settled(0)).isEqualTo(Long.MAX_VALUE);
    assertThat(bound(of(ADA).getFirst())).containsExactlyInAnyOrder(id(1), id(3), id(4));
    assertThat(of(ADA).getFirst().terms()).doesNotContainKey("word2");
    assertThat(topic.values().values())
        .noneMatch(
            concept ->
                concept.getBindings().stream().anyMatch(b -> b.getEpisodeId().equals(id(2))));
  }

  @Test
  void shouldNotSettleAForgetThatTheTopicHasNotTaken() throws Exception {
    keeper.cycle();
    topic.away(true);
    shelves.leaves(0, ADA, id(2), 7);
    episodes.remove(ADA, id(2));
    episodes.showsBelow(8);

    keeper.cycle();
    long away = shelves.settled(0);
    topic.away(false);
    keeper.cycle();

    assertThat(away).isEqualTo(7);
    assertThat(shelves.settled(0)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldLetAConceptDieOfWhichTooLittleIsLeft() throws Exception {
    keeper.cycle();
    for (int i = 1; i <= 2; i++) {
      shelves.leaves(0, ADA, id(i), 6 + i);
      episodes.remove(ADA, id(i));
    }
    episodes.showsBelow(9);

    keeper.cycle();

    assertThat(of(ADA)).isEmpty();
    assertThat(topic.values().keySet()).noneMatch(key -> key.startsWith(ADA));
  }

  @Test
  void shouldNotTakeInWhatIsLeavingThoughTheIndexShowsItStill() throws Exception {
    keeper.cycle();
    episodes.put(ADA, Talk.episode(9, 0, 0.3));
    shelves.embedded(0, ADA, id(9));
    shelves.leaves(0, ADA, id(9), 7);

    keeper.cycle();

    assertThat(bound(of(ADA).getFirst())).doesNotContain(id(9));
  }

  @Test
  void shouldFindAtAStartWhatWasForgottenWhileNobodyWasHere() throws Exception {
    keeper.cycle();
    episodes.remove(ADA, id(3));

    startAgain();
    keeper.cycle();

    assertThat(of(ADA)).hasSize(1);
    assertThat(bound(of(ADA).getFirst())).doesNotContain(id(3));
    assertThat(topic.values().values())
        .noneMatch(
            concept ->
                concept.getBindings().stream().anyMatch(b -> b.getEpisodeId().equals(id(3))));
  }

  @Test
  void shouldNotFormAConceptTwiceOfWhichTheFirstEpisodeIsGone() throws Exception {
    keeper.cycle();
    episodes.remove(ADA, id(1));

    startAgain();
    keeper.cycle();
    keeper.cycle();

    assertThat(of(ADA)).hasSize(1);
    assertThat(bound(of(ADA).getFirst())).containsExactlyInAnyOrder(id(2), id(3), id(4));
  }

  @Test
  void shouldRefuseACorruptConceptSaySoAndFormItAgain() throws Exception {
    keeper.cycle();
    String key = ADA + "/" + of(ADA).getFirst().id();
    MemoryConcept whole = topic.values().get(key);
    List<ConceptBinding> bindings =
        whole.getBindings().stream()
            .map(each -> new ConceptBinding(each.getEpisodeId(), each.getTextHash(), Double.NaN))
            .toList();
    topic.damage(key, MemoryConcept.newBuilder(whole).setBindings(bindings).build());

    shelves = new Shelves();
    keeper = keeper();
    topic.tell(shelves);
    assertThat(shelves.refused()).isEqualTo(1);
    keeper.cycle();
    keeper.cycle();

    assertThat(shelves.see(0, ADA).orElseThrow().corrupt()).isFalse();
    assertThat(of(ADA)).hasSize(1);
    assertThat(topic.values().get(key).getBindings())
        .allSatisfy(each -> assertThat(each.getStrength()).isBetween(0.0, 1.0));
  }

  @Test
  void shouldTryAgainWhatFailedAndSayThatSomethingIsLeftOver() throws Exception {
    failing.set(1);

    boolean first = keeper.cycle();
    boolean second = keeper.cycle();

    assertThat(first).isFalse();
    assertThat(second).isTrue();
    assertThat(keeper.consolidations().failures()).isEqualTo(1);
    assertThat(of(ADA)).hasSize(1);
    assertThat(of(BOB)).hasSize(1);
  }

  @Test
  void shouldFormNothingOfSubjectsForWhomConceptsAreOff() throws Exception {
    subjects = Set.of("bob");

    keeper.cycle();

    assertThat(of(ADA)).isEmpty();
    assertThat(of(BOB)).hasSize(1);
  }

  @Test
  void shouldTakeInEverythingOfASubjectOnDemand() throws Exception {
    assertThat(keeper.consolidate(0, ADA).orElseThrow()).hasSize(1);
    assertThat(keeper.consolidate(3, ADA)).as("not here").isEmpty();
  }

  @Test
  void shouldCollectWhatHasDiedOfDisuse() throws Exception {
    keeper.cycle();
    now.updateAndGet(then -> then.plus(Duration.ofDays(400)));

    keeper.cycle();

    assertThat(of(ADA)).isEmpty();
    assertThat(topic.values()).isEmpty();
  }

  private static UUID id(int number) {
    return new UUID(7, number);
  }
}
