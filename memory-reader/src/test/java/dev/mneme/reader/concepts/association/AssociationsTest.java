package dev.mneme.reader.concepts.association;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.reader.concepts.ConceptPolicy;
import dev.mneme.reader.concepts.Consolidation;
import dev.mneme.reader.concepts.Episode;
import dev.mneme.reader.concepts.Knowledge;
import dev.mneme.reader.concepts.Talk;
import dev.mneme.reader.concepts.shelf.ConceptKeeper;
import dev.mneme.reader.concepts.shelf.Disturbance;
import dev.mneme.reader.concepts.shelf.InMemoryEpisodes;
import dev.mneme.reader.concepts.shelf.KeepingPolicy;
import dev.mneme.reader.concepts.shelf.Shelves;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssociationsTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOON);
  private static final float[] QUESTION = Talk.episode(50, 0, 0.2).vector();

  private final Shelves shelves = new Shelves();
  private final CountDownLatch released = new CountDownLatch(1);
  private Associations associations = associations(Disturbance.NONE, Duration.ofSeconds(30));

  private Associations associations(Disturbance disturbance, Duration budget) {
    return new Associations(
        shelves,
        _ -> 0,
        Set.of("ada", "cleo")::contains,
        ConceptPolicy.DEFAULT,
        new AssociationPolicy(budget, 20, 0.25, 3, Duration.ofMinutes(1)),
        disturbance,
        CLOCK);
  }

  @BeforeEach
  void know() throws Exception {
    List<Episode> episodes =
        List.of(Talk.episode(1, 0, 0.3), Talk.episode(2, 0, 0.3), Talk.episode(3, 0, 0.3));
    shelves.opened(0);
    Consolidation.cycle(
            "acme/ada", "model-1", Knowledge.NONE, episodes, Set.of(), ConceptPolicy.DEFAULT, NOON)
        .after()
        .concepts()
        .forEach(concept -> shelves.told(0, "acme/ada", concept));
    InMemoryEpisodes source = new InMemoryEpisodes();
    episodes.forEach(each -> source.put("acme/ada", each));
    try (ConceptKeeper keeper =
        new ConceptKeeper(
            shelves,
            source,
            (_, _, _) -> true,
            _ -> true,
            _ -> true,
            "model-1",
            ConceptPolicy.DEFAULT,
            KeepingPolicy.DEFAULT,
            Disturbance.NONE,
            CLOCK)) {
      keeper.cycle();
    }
  }

  @AfterEach
  void close() {
    released.countDown();
    associations.close();
  }

  private static Associations.Vector vector() {
    return _ -> Optional.of(QUESTION);
  }

  private String outcome(String subject) {
    return switch (associations.ask("acme", subject, vector()).orElseThrow().await()) {
      case Association.Found _ -> "used";
      case Association.Nothing(String why) -> why;
    };
  }

  @Test
  void shouldFindTheConceptThatAQuestionIsLike() {
    Association found = associations.ask("acme", "ada", vector()).orElseThrow().await();

    assertThat(found).isInstanceOf(Association.Found.class);
    Association.Touched touched = ((Association.Found) found).concepts().getFirst();
    assertThat(touched.similarity()).isGreaterThan(0.8);
    assertThat(touched.bindings()).hasSize(3);
    assertThat(associations.count("used")).isEqualTo(1);
  }

  @Test
  void shouldAskNothingOfASubjectThatIsNotBlendedAndFindNothingOfOneWithoutConcepts() {
    assertThat(associations.ask("acme", "bob", vector())).isEmpty();
    assertThat(outcome("cleo")).isEqualTo("none");
    assertThat(associations.ask("other", "ada", vector()).orElseThrow().await())
        .isEqualTo(new Association.Nothing("none"));
  }

  @Test
  void shouldWaitNoLongerThanItsBudgetAndRestAfterSomeMisses() {
    associations.close();
    associations =
        associations(
            new Disturbance() {
              @Override
              public void inRecall() {
                try {
                  released.await(60, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }
            },
            Duration.ofMillis(5));

    assertThat(List.of(outcome("ada"), outcome("ada"), outcome("ada")))
        .containsExactly("late", "late", "late");
    assertThat(outcome("ada")).isEqualTo("resting");
    assertThat(associations.count("late")).isEqualTo(3);
  }

  @Test
  void shouldSayThatItFailed() {
    associations.close();
    associations =
        associations(
            new Disturbance() {
              @Override
              public void inRecall() {
                throw new IllegalStateException("made to fail");
              }
            },
            Duration.ofSeconds(30));

    assertThat(outcome("ada")).isEqualTo("failed");
  }

  @Test
  void shouldUseNothingOfASubjectOfWhomSomethingIsCorrupt() {
    shelves.refused(0, "acme/ada", shelves.concepts().getFirst().id());

    assertThat(outcome("ada")).isEqualTo("corrupt");
  }

  @Test
  void shouldUseNothingBeforeThePartitionIsKnown() {
    shelves.opened(0);

    assertThat(outcome("ada")).isEqualTo("unknown");
  }
}
