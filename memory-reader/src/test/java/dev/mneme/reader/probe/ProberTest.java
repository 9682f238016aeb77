package dev.mneme.reader.probe;

import static dev.mneme.events.LayerModeName.READ_WRITE;
import static dev.mneme.events.LayerModeName.WRITE_ONLY;
import static dev.mneme.reader.mode.Announcements.NEW;
import static dev.mneme.reader.recall.Memories.ADA;
import static dev.mneme.reader.recall.Memories.NOON;
import static dev.mneme.reader.recall.Memories.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mneme.reader.answer.BoundedLayer;
import dev.mneme.reader.fault.Fault;
import dev.mneme.reader.fault.FaultyLayer;
import dev.mneme.reader.mode.Announcements;
import dev.mneme.reader.outcome.CollectedOutcomes;
import dev.mneme.reader.outcome.Reporter;
import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.recall.RecallFilter;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.recall.memory.InMemoryLayer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProberTest {

  private static final Instant LATER = NOON.plusSeconds(10);
  private static final Instant EARLIER = NOON.minusSeconds(1);
  private static final String ME = "reader-0";

  private final FaultyLayer layer = new FaultyLayer(new InMemoryLayer(List.of()));
  private final CollectedOutcomes outcomes = new CollectedOutcomes();
  private Optional<RecallQuery> question =
      Optional.of(new RecallQuery.InWords(TENANT, ADA, "probe", RecallFilter.NONE, 1));
  private final Prober prober =
      new Prober(
          Layer.NEW,
          new BoundedLayer(Layer.NEW, layer, 4),
          () -> question,
          Duration.ofMillis(150),
          outcomes,
          new Reporter("local", ME),
          () -> NOON);

  @AfterEach
  void release() {
    layer.clear();
  }

  @Test
  void shouldClaimAnOfferOnceAndNotTouchTheLayer() {
    prober.announced(Announcements.offer(NEW, 5, LATER));
    prober.announced(Announcements.offer(NEW, 5, LATER));

    assertThat(outcomes.inShort()).containsExactly("new PROBE_CLAIM UNKNOWN 5");
    assertThat(layer.calls()).isZero();
  }

  @Test
  void shouldClaimTheNextOfferToo() {
    prober.announced(Announcements.offer(NEW, 5, LATER));
    prober.announced(Announcements.offer(NEW, 8, LATER));

    assertThat(outcomes.inShort())
        .containsExactly("new PROBE_CLAIM UNKNOWN 5", "new PROBE_CLAIM UNKNOWN 8");
  }

  @Test
  void shouldProbeExactlyOnceWhenGranted() {
    prober.announced(Announcements.offer(NEW, 5, LATER));
    prober.announced(Announcements.grant(NEW, 6, ME, LATER));
    prober.announced(Announcements.grant(NEW, 6, ME, LATER));

    await().until(() -> outcomes.reported().size() == 2);
    assertThat(outcomes.inShort())
        .containsExactly("new PROBE_CLAIM UNKNOWN 5", "new PROBE_RESULT SUCCESS 6");
    assertThat(layer.calls()).isEqualTo(1);
    assertThat(outcomes.reported().getLast().getInstance()).isEqualTo(ME);
  }

  @Test
  void shouldReportAFailedProbe() {
    layer.inject(Fault.UNAUTHORIZED);

    prober.announced(Announcements.grant(NEW, 6, ME, LATER));

    await().until(() -> !outcomes.reported().isEmpty());
    assertThat(outcomes.inShort()).containsExactly("new PROBE_RESULT UNAUTHORIZED 6");
  }

  @Test
  void shouldReportATimeOutWithinTheBudgetWhenTheLayerHangs() {
    layer.inject(Fault.TIMEOUT);

    prober.announced(Announcements.grant(NEW, 6, ME, LATER));

    await().until(() -> !outcomes.reported().isEmpty());
    assertThat(outcomes.inShort()).containsExactly("new PROBE_RESULT TIMEOUT 6");
  }

  @Test
  void shouldLeaveTheLayerAloneWhenTheProbeIsAnothersOrVoidOrNone() {
    prober.announced(Announcements.grant(NEW, 6, "reader-1", LATER));
    prober.announced(Announcements.grant(NEW, 7, ME, EARLIER));
    prober.announced(Announcements.offer(NEW, 8, EARLIER));
    prober.announced(Announcements.of(NEW, WRITE_ONLY, 9));
    prober.announced(Announcements.of(NEW, READ_WRITE, 10));

    assertThat(outcomes.reported()).isEmpty();
    assertThat(layer.calls()).isZero();
  }

  @Test
  void shouldNotClaimWhatItCouldNotProbe() {
    question = Optional.empty();

    prober.announced(Announcements.offer(NEW, 5, LATER));

    assertThat(outcomes.reported()).isEmpty();
  }

  @Test
  void shouldClaimUnderTheSameIdEveryTime() {
    Reporter reporter = new Reporter("local", ME);

    assertThat(reporter.claim(Layer.NEW, 5, NOON).getOutcomeId())
        .isEqualTo(reporter.claim(Layer.NEW, 5, LATER).getOutcomeId())
        .isNotEqualTo(reporter.claim(Layer.NEW, 6, NOON).getOutcomeId())
        .isNotEqualTo(reporter.claim(Layer.LEGACY, 5, NOON).getOutcomeId());
  }
}
