package dev.mneme.reader.mode;

import static dev.mneme.events.LayerModeName.OFF;
import static dev.mneme.events.LayerModeName.READ_WRITE;
import static dev.mneme.events.LayerModeName.UNKNOWN;
import static dev.mneme.events.LayerModeName.WRITE_ONLY;
import static dev.mneme.reader.mode.Announcements.LEGACY;
import static dev.mneme.reader.mode.Announcements.NEW;
import static dev.mneme.reader.recall.Memories.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.LayerMode;
import dev.mneme.reader.routing.Standing.Readable;
import dev.mneme.reader.routing.Standing.Withdrawn;
import dev.mneme.shell.mode.Modes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModesTest {

  private final Modes modes = new Modes();
  private final List<LayerMode> called = new ArrayList<>();

  ModesTest() {
    modes.onChange((_, mode) -> called.add(mode));
  }

  @Test
  void shouldKnowTheLatestOfEachScope() {
    LayerMode later = Announcements.of(NEW, WRITE_ONLY, 2);
    modes.heard(NEW, Announcements.of(NEW, READ_WRITE, 1));
    modes.heard(NEW, later);

    assertThat(modes.of(NEW)).contains(later);
    assertThat(modes.of(LEGACY)).isEmpty();
  }

  @Test
  void shouldNeverGoBackToAnOlderEpoch() {
    LayerMode known = Announcements.of(NEW, WRITE_ONLY, 5);
    modes.heard(NEW, known);
    modes.heard(NEW, Announcements.of(NEW, READ_WRITE, 4));

    assertThat(modes.of(NEW)).contains(known);
  }

  @Test
  void shouldKeepWhatIsKnownWhenAnAnnouncementCannotBeRead() {
    LayerMode known = Announcements.of(NEW, WRITE_ONLY, 5);
    modes.heard(NEW, known);
    modes.heardUnreadable("memory.mode-0@9", "cut short");

    assertThat(modes.of(NEW)).contains(known);
    assertThat(modes.unreadable()).isEqualTo(1);
  }

  @Test
  void shouldCallNobodyForHistoryNorForWhatIsReadTwice() {
    LayerMode history = Announcements.of(NEW, WRITE_ONLY, 1);
    LayerMode news = Announcements.of(NEW, READ_WRITE, 2);
    modes.heard(NEW, history);
    assertThat(modes.known()).isFalse();
    modes.caughtUp();
    modes.heard(NEW, history);
    modes.heard(NEW, news);
    modes.heard(NEW, news);

    assertThat(called).containsExactly(news);
  }

  @Test
  void shouldReadOnlyWhatIsReadWriteOrWasNeverSpokenOf() {
    assertThat(ModeReading.of(Optional.empty(), ADA)).isEqualTo(new Readable(0));
    assertThat(reading(Announcements.of(NEW, READ_WRITE, 4))).isEqualTo(new Readable(4));
    assertThat(reading(Announcements.of(NEW, WRITE_ONLY, 4)))
        .isEqualTo(new Withdrawn("consecutive_failures", "3 time-outs in a row"));
    assertThat(reading(Announcements.of(NEW, OFF, 4))).isInstanceOf(Withdrawn.class);
    assertThat(reading(Announcements.of(NEW, UNKNOWN, 4))).isInstanceOf(Withdrawn.class);
  }

  @Test
  void shouldReadAShareOfTheSubjectsWhileALayerReturns() {
    LayerMode returning =
        LayerMode.newBuilder(Announcements.of(NEW, READ_WRITE, 7))
            .setReason("returning")
            .setReadPercent(10)
            .build();

    long readable =
        IntStream.range(0, 10_000)
            .mapToObj(i -> ModeReading.of(Optional.of(returning), "%064x".formatted(i)))
            .filter(Readable.class::isInstance)
            .count();

    assertThat(readable).isBetween(900L, 1_100L);
    assertThat(ModeReading.of(Optional.of(returning), outside(returning)))
        .isEqualTo(new Withdrawn("returning", returning.getBecause()));
  }

  private static String outside(LayerMode returning) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj("%064x"::formatted)
        .filter(subject -> ModeReading.of(Optional.of(returning), subject) instanceof Withdrawn)
        .findFirst()
        .orElseThrow();
  }

  private static Object reading(LayerMode mode) {
    return ModeReading.of(Optional.of(mode), ADA);
  }
}
