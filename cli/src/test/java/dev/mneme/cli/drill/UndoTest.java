package dev.mneme.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UndoTest {

  private final Undo undo = new Undo();
  private final List<String> done = new ArrayList<>();

  @Test
  void shouldPutEachThingBackOnceTheLastFirst() throws Exception {
    undo.change("first", () -> done.add("first back"), () -> done.add("first"));
    undo.change("second", () -> done.add("second back"), () -> done.add("second"));

    assertThat(undo.run()).isEmpty();
    assertThat(undo.run()).isEmpty();

    assertThat(done).containsExactly("first", "second", "second back", "first back");
  }

  @Test
  void shouldPutBackWhatWasOnlyBegun() {
    assertThatThrownBy(
            () -> undo.change("first", () -> done.add("first back"), UndoTest::nobodyAnswers))
        .hasMessage("nobody answers");

    assertThat(undo.run()).isEmpty();
    assertThat(done).containsExactly("first back");
  }

  @Test
  void shouldChangeNothingAnyMoreOnceItIsOver() {
    undo.run();

    assertThatThrownBy(
            () -> undo.change("late", () -> done.add("late back"), () -> done.add("late")))
        .hasMessage("the drill was interrupted");
    assertThat(done).isEmpty();
  }

  @Test
  void shouldGoOnPastAThingThatCannotBePutBackAndNameIt() throws Exception {
    undo.change("first", () -> done.add("first back"), () -> {});
    undo.change("second", UndoTest::nobodyAnswers, () -> {});

    assertThat(undo.run()).containsExactly("second (nobody answers)");
    assertThat(done).containsExactly("first back");
  }

  private static void nobodyAnswers() {
    throw new IllegalArgumentException("nobody answers");
  }
}
