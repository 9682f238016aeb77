package dev.mneme.reader.shadow;

import static dev.mneme.reader.recall.Memories.ADA;
import static dev.mneme.reader.recall.Memories.NOON;
import static dev.mneme.reader.recall.Memories.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mneme.control.Percent;
import dev.mneme.control.Rollout;
import dev.mneme.reader.answer.Answer;
import dev.mneme.reader.answer.BoundedLayer;
import dev.mneme.reader.fault.Fault;
import dev.mneme.reader.fault.FaultyLayer;
import dev.mneme.reader.outcome.CollectedOutcomes;
import dev.mneme.reader.outcome.Reporter;
import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.recall.LayerFailure;
import dev.mneme.reader.recall.Memories;
import dev.mneme.reader.recall.RecallFilter;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.recall.memory.InMemoryLayer;
import dev.mneme.reader.routing.Route;
import dev.mneme.reader.routing.Routing;
import dev.mneme.reader.routing.Standing;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShadowReadsTest {

  private static final RecallQuery LATEST =
      new RecallQuery.Latest(TENANT, ADA, RecallFilter.NONE, 10);
  private static final Duration TOOK = Duration.ofMillis(3);
  private static final int AT_ONCE = 2;

  private final InMemoryLayer legacy =
      new InMemoryLayer(List.of(Memories.of(1, "tea"), Memories.of(2, "milk")));
  private final FaultyLayer newLayer =
      new FaultyLayer(new InMemoryLayer(List.of(Memories.of(1, "tea"), Memories.of(3, "rum"))));
  private final CollectedOutcomes outcomes = new CollectedOutcomes();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private int drawn;
  private final ShadowReads shadow =
      new ShadowReads(
          new BoundedLayer(Layer.NEW, newLayer, 64),
          new ShadowPolicy(Percent.of(10), AT_ONCE, 10, Duration.ofSeconds(5)),
          outcomes,
          new Reporter("local", "reader-0"),
          () -> NOON,
          _ -> drawn,
          new Seen());

  @AfterEach
  void release() {
    newLayer.clear();
  }

  @Test
  void shouldCompareWhatTheNewLayerAnswersAndTellTheGuardOfIt() throws Exception {
    read("shadow");

    await().untilAsserted(() -> assertThat(seen).containsExactly("compared 0.5"));
    assertThat(outcomes.inShort()).containsExactly("new OPERATION SUCCESS 7");
  }

  @Test
  void shouldCompareTheControlGroupOfACanaryToo() throws Exception {
    read("canary:0");

    await().untilAsserted(() -> assertThat(seen).containsExactly("compared 0.5"));
  }

  @Test
  void shouldCountAndReportAFailureOfTheNewLayer() throws Exception {
    newLayer.inject(Fault.UNAUTHORIZED);

    read("shadow");

    await().untilAsserted(() -> assertThat(seen).containsExactly("failed unauthorized"));
    assertThat(outcomes.inShort()).containsExactly("new OPERATION UNAUTHORIZED 7");
  }

  @Test
  void shouldLeaveTheNewLayerAloneWhereNothingIsToBeCompared() throws Exception {
    read("off");
    read("full");
    drawn = 1000; // ten percent are the numbers below it
    read("shadow");

    assertThat(seen).isEmpty();
    assertThat(newLayer.calls()).isZero();
  }

  @Test
  void shouldDelayNobodyAndNotAddUpWhenTheNewLayerHangs() throws Exception {
    newLayer.inject(Fault.TIMEOUT);

    long start = System.nanoTime();
    for (int i = 0; i < 10; i++) {
      read("shadow");
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(took).isLessThan(Duration.ofMillis(1500)); // a hang takes two seconds
    assertThat(seen).containsOnly("skipped").hasSize(10 - AT_ONCE);
    await().until(() -> newLayer.calls() == AT_ONCE);
  }

  @Test
  void shouldHaveRoomAgainAfterAComparison() throws Exception {
    for (int i = 1; i <= 3 * AT_ONCE; i++) {
      read("shadow");
      int expected = i;
      await().until(() -> seen.size() == expected);
    }

    assertThat(seen).containsOnly("compared 0.5");
  }

  private void read(String rollout) throws LayerFailure {
    Route route =
        Routing.route(
            Rollout.parse(rollout), ADA, new Standing.Readable(7), new Standing.Readable(3));
    Answer answer = new Answer(legacy.recall(LATEST, TOOK).memories(), Layer.LEGACY, null);
    shadow.read(LATEST, route, answer, TOOK);
  }

  private final class Seen implements Comparisons {

    @Override
    public void compared(double overlap, Duration legacyTook, Duration newTook) {
      assertThat(legacyTook).isEqualTo(TOOK);
      seen.add("compared " + overlap);
    }

    @Override
    public void failed(LayerFailure.Kind kind) {
      seen.add("failed " + kind.label());
    }

    @Override
    public void skipped() {
      seen.add("skipped");
    }
  }
}
