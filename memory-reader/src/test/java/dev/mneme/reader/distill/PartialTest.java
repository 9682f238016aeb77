package dev.mneme.reader.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.events.MemoryRecord;
import dev.mneme.reader.recall.RecallFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Parts add up to the whole. */
class PartialTest {

  @Property(tries = 200)
  void shouldBeTheSameHoweverPeopleAreSpreadOverPartsAndInstances(
      @ForAll @Size(max = 60) List<@DoubleRange(min = -100, max = 100) Double> scores,
      @ForAll @IntRange(min = 1, max = 25) int people,
      @ForAll @Size(min = 25, max = 25) List<@IntRange(max = 6) Integer> partOfPerson,
      @ForAll Aggregate aggregate,
      @ForAll boolean byHour,
      @ForAll @IntRange(min = 1, max = 9) int k)
      throws Exception {
    DistillQuestion question =
        Crowds.ask(
            aggregate,
            aggregate == Aggregate.COUNT ? null : "metadata.score",
            byHour ? Bucket.HOUR : null,
            RecallFilter.NONE,
            k);
    Gathering whole = new Gathering(question);
    Map<Integer, Gathering> parts = new java.util.TreeMap<>();
    for (int i = 0; i < scores.size(); i++) {
      // A round number now and then, so that values are shared.
      double score = i % 3 == 0 ? Math.rint(scores.get(i) / 20) : scores.get(i);
      int person = i % people;
      MemoryRecord memory =
          Crowds.builder(i, person)
              .setMetadata(Map.of("score", Double.toString(score)))
              .setOccurredAt(
                  dev.mneme.reader.recall.Memories.NOON.plus(Duration.ofMinutes(25L * i)))
              .build();
      whole.add(memory);
      parts.computeIfAbsent(partOfPerson.get(person), _ -> new Gathering(question)).add(memory);
    }

    Partial together = Partial.EMPTY;
    List<Gathering> backwards = new ArrayList<>(parts.values()).reversed();
    for (Gathering part : backwards) {
      // As if each came from another instance.
      Partial arrived = PartialFormat.read(PartialFormat.bytes(part.build()));
      together = together.and(arrived, question);
    }

    assertThat(together).isEqualTo(whole.build());
    assertThat(Statement.of(question, together)).isEqualTo(Statement.of(question, whole.build()));
  }

  @Example
  void shouldNotTakeAPartThatIsCutOff() throws Exception {
    Gathering gathering = new Gathering(Crowds.ask(Aggregate.MIN, "metadata.score"));
    gathering.add(Crowds.memory(1, 1, 1));
    byte[] whole = PartialFormat.bytes(gathering.build());

    for (int length = 0; length < whole.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> PartialFormat.read(cut)).isInstanceOf(java.io.IOException.class);
    }
  }

  @Example
  void shouldRefuseMoreValuesThanMayBeToldApart() {
    DistillQuestion question = Crowds.ask(Aggregate.DISTRIBUTION, "metadata.score");
    Gathering gathering = new Gathering(question);
    boolean more = true;
    for (int i = 0; more; i++) {
      more = gathering.add(Crowds.memory(i, i, i));
    }

    assertThatThrownBy(gathering::build)
        .isInstanceOfSatisfying(
            DistillRefused.class,
            why -> assertThat(why.kind()).isEqualTo(DistillRefused.Kind.TOO_WIDE));
  }
}
