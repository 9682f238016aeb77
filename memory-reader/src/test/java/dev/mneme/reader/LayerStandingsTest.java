package dev.mneme.reader;

import static dev.mneme.events.LayerModeName.READ_WRITE;
import static dev.mneme.events.LayerModeName.WRITE_ONLY;
import static dev.mneme.reader.mode.Announcements.LEGACY;
import static dev.mneme.reader.mode.Announcements.NEW;
import static dev.mneme.reader.recall.Memories.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.follower.FollowerStatus;
import dev.mneme.follower.FollowerStatus.PartitionStatus;
import dev.mneme.reader.mode.Announcements;
import dev.mneme.reader.position.Accountability;
import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.routing.Standing;
import dev.mneme.reader.routing.Standing.Readable;
import dev.mneme.reader.routing.Standing.Unfit;
import dev.mneme.reader.routing.Standing.Withdrawn;
import dev.mneme.shell.mode.Modes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LayerStandingsTest {

  private final Modes modes = new Modes();
  private FollowerStatus status = following(0, true);
  private final Accountability accountability = accounted();
  private long now;
  private final LayerStandings standings =
      new LayerStandings("local", modes, () -> status, _ -> 0, accountability, () -> now);

  private static Accountability accounted() {
    Accountability accountability = new Accountability(Duration.ofSeconds(30));
    accountability.shows(Map.of(0, 1L));
    accountability.told(Set.of(0), 0);
    accountability.ends(0, 1);
    return accountability;
  }

  @Test
  void shouldSayThatTheLogIsNotHeardOfAndLeaveTheIndexWhenNobodyWaitsForItAnyMore() {
    modes.caughtUp();
    assertThat(standings.notice(Layer.NEW)).isEmpty();

    now = Duration.ofSeconds(12).toNanos();
    assertThat(of(Layer.NEW)).isEqualTo(new Readable(0));
    assertThat(standings.notice(Layer.NEW))
        .hasValueSatisfying(notice -> assertThat(notice.reason()).isEqualTo("log_unreachable"));

    now = Duration.ofSeconds(30).toNanos();
    assertThat(of(Layer.NEW)).isInstanceOfSatisfying(Unfit.class, u -> reason(u, "unaccounted"));
    assertThat(of(Layer.LEGACY)).isEqualTo(new Readable(0));
  }

  @Test
  void shouldNotReadTheNewLayerUntilTheModesAreKnown() {
    assertThat(of(Layer.NEW)).isInstanceOfSatisfying(Unfit.class, u -> reason(u, "modes_unknown"));
    assertThat(of(Layer.LEGACY)).isEqualTo(new Readable(0));

    modes.caughtUp();

    assertThat(of(Layer.NEW)).isEqualTo(new Readable(0));
  }

  @Test
  void shouldReadNoLayerThatIsKnownToBeOutEvenBeforeAllModesAre() {
    modes.heard(LEGACY, Announcements.of(LEGACY, WRITE_ONLY, 3));

    assertThat(of(Layer.LEGACY)).isInstanceOf(Withdrawn.class);
  }

  @Test
  void shouldFollowTheMode() {
    modes.caughtUp();
    modes.heard(NEW, Announcements.of(NEW, WRITE_ONLY, 3));
    assertThat(of(Layer.NEW)).isInstanceOf(Withdrawn.class);

    modes.heard(NEW, Announcements.of(NEW, READ_WRITE, 4));
    assertThat(of(Layer.NEW)).isEqualTo(new Readable(4));
    assertThat(of(Layer.LEGACY)).isEqualTo(new Readable(0));
  }

  @Test
  void shouldNotReadAnIndexThatHasNotCaughtUpOrIsElsewhereOrStopped() {
    modes.caughtUp();
    status = following(0, false);
    assertThat(of(Layer.NEW)).isInstanceOfSatisfying(Unfit.class, u -> reason(u, "catching_up"));

    status = following(1, true);
    assertThat(of(Layer.NEW))
        .isInstanceOfSatisfying(Unfit.class, u -> reason(u, "partition_elsewhere"));

    status = new FollowerStatus(false, List.of(), Optional.of("disk full"));
    assertThat(of(Layer.NEW)).isInstanceOfSatisfying(Unfit.class, u -> reason(u, "index_stopped"));
  }

  @Test
  void shouldNotReadAnIndexThatMissedWhatWasWrittenWhileTheLayerWasOff() {
    modes.caughtUp();
    status =
        new FollowerStatus(
            true,
            List.of(new PartitionStatus(0, 1, 9, true, true, Optional.empty())),
            Optional.empty());

    assertThat(of(Layer.NEW)).isInstanceOfSatisfying(Unfit.class, u -> reason(u, "catching_up"));
  }

  private Standing of(Layer layer) {
    return standings.of(layer, ADA);
  }

  private static void reason(Unfit unfit, String expected) {
    assertThat(unfit.reason()).isEqualTo(expected);
  }

  private static FollowerStatus following(int partition, boolean caughtUp) {
    return new FollowerStatus(
        true,
        List.of(new PartitionStatus(partition, 1, 1, caughtUp, Optional.empty())),
        Optional.empty());
  }
}
