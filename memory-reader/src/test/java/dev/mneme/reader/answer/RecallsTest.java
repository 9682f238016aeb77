package dev.mneme.reader.answer;

import static dev.mneme.reader.recall.Memories.ADA;
import static dev.mneme.reader.recall.Memories.NOON;
import static dev.mneme.reader.recall.Memories.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.mneme.control.Rollout;
import dev.mneme.events.OperationOutcome;
import dev.mneme.events.ReadArm;
import dev.mneme.reader.cache.RecallCache;
import dev.mneme.reader.consistency.Demand;
import dev.mneme.reader.fault.Fault;
import dev.mneme.reader.fault.FaultyLayer;
import dev.mneme.reader.outcome.CollectedOutcomes;
import dev.mneme.reader.outcome.Reporter;
import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.recall.Memories;
import dev.mneme.reader.recall.RecallFilter;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.recall.RecalledMemory;
import dev.mneme.reader.recall.memory.InMemoryLayer;
import dev.mneme.reader.routing.Arm;
import dev.mneme.reader.routing.Degradation;
import dev.mneme.reader.routing.Route;
import dev.mneme.reader.routing.Routing;
import dev.mneme.reader.routing.Standing;
import dev.mneme.reader.routing.Standing.Readable;
import dev.mneme.reader.routing.Standing.Unfit;
import dev.mneme.reader.routing.Standing.Withdrawn;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RecallsTest {

  private static final Duration PER_LAYER = Duration.ofMillis(400);
  private static final Duration IN_ALL = Duration.ofMillis(1000);

  /** What a machine that is busy with something else may add. */
  private static final Duration MACHINE = Duration.ofMillis(400);

  private static final int PLACES = 3;
  private static final RecallQuery TEA =
      new RecallQuery.InWords(TENANT, ADA, "tea", RecallFilter.NONE, 10);

  private final Map<Layer, FaultyLayer> layers = new EnumMap<>(Layer.class);
  private final Map<Layer, Standing> standings = new ConcurrentHashMap<>();
  private final List<Route> observed = new CopyOnWriteArrayList<>();
  private final CollectedOutcomes outcomes = new CollectedOutcomes();
  private final Recalls recalls;
  private volatile Rollout rollout = new Rollout.Full();

  RecallsTest() {
    layers.put(
        Layer.NEW, new FaultyLayer(new InMemoryLayer(List.of(Memories.of(1, "tea, from new")))));
    layers.put(
        Layer.LEGACY,
        new FaultyLayer(new InMemoryLayer(List.of(Memories.of(1, "tea, from legacy")))));
    standings.put(Layer.NEW, new Readable(7));
    standings.put(Layer.LEGACY, new Readable(3));
    recalls =
        new Recalls(
            this::route,
            Map.of(
                Layer.NEW, new BoundedLayer(Layer.NEW, layers.get(Layer.NEW), PLACES),
                Layer.LEGACY, new BoundedLayer(Layer.LEGACY, layers.get(Layer.LEGACY), PLACES)),
            new TimeBudget(PER_LAYER, IN_ALL),
            outcomes,
            new Reporter("local", "reader-0"),
            InstantSource.system(),
            (_, route, _, _) -> observed.add(route),
            RecallCache.off());
  }

  /** The first question of a process loads the analyser. */
  @BeforeAll
  static void warmUp() {
    new InMemoryLayer(List.of(Memories.of(1, "tea"))).recall(TEA, PER_LAYER);
  }

  @AfterEach
  void release() {
    layers.values().forEach(FaultyLayer::clear);
  }

  @Test
  void shouldServeFromTheNewLayerWhenBothMayBeRead() {
    Answer answer = recalls.answer(TEA);

    assertThat(answer.servedBy()).isEqualTo(Layer.NEW);
    assertThat(answer.degradation()).isNull();
    assertThat(texts(answer)).containsExactly("tea, from new");
    assertThat(outcomes.inShort()).containsExactly("new OPERATION SUCCESS 7");
    assertThat(layers.get(Layer.LEGACY).calls()).isZero();
  }

  @Test
  void shouldServeFromTheLegacyLayerWhenTheNewOneFailsAndReportBoth() {
    layers.get(Layer.NEW).inject(Fault.SERVER_ERROR);

    Answer answer = recalls.answer(TEA);

    assertThat(texts(answer)).containsExactly("tea, from legacy");
    assertThat(answer.degradation())
        .isEqualTo(new Degradation("server_error", "the new layer: made to fail, for a drill"));
    assertThat(outcomes.inShort())
        .containsExactly("new OPERATION SERVER_ERROR 7", "legacy OPERATION SUCCESS 3");
  }

  @Test
  void shouldReportARefusedLoginAsUnauthorized() {
    layers.get(Layer.NEW).inject(Fault.UNAUTHORIZED);

    recalls.answer(TEA);

    assertThat(outcomes.inShort()).first().isEqualTo("new OPERATION UNAUTHORIZED 7");
  }

  @Test
  void shouldStayWithinTheBudgetWhenALayerHangs() {
    layers.get(Layer.NEW).inject(Fault.TIMEOUT);

    long start = System.nanoTime();
    Answer answer = recalls.answer(TEA);
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(answer.servedBy()).isEqualTo(Layer.LEGACY);
    assertThat(answer.degradation().reason()).isEqualTo("timeout");
    assertThat(took).isBetween(PER_LAYER, IN_ALL.plus(MACHINE));
    assertThat(outcomes.inShort())
        .containsExactly("new OPERATION TIMEOUT 7", "legacy OPERATION SUCCESS 3");
  }

  @Test
  void shouldAnswerEmptyWithTheReasonWithinTheBudgetWhenBothHang() {
    layers.get(Layer.NEW).inject(Fault.TIMEOUT);
    layers.get(Layer.LEGACY).inject(Fault.TIMEOUT);

    long start = System.nanoTime();
    Answer answer = recalls.answer(TEA);
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(answer.memories()).isEmpty();
    assertThat(answer.servedBy()).isNull();
    assertThat(answer.degradation().reason()).isEqualTo("timeout");
    assertThat(answer.degradation().because())
        .matches(
            "the new layer did not answer in \\d+ ms; the legacy layer did not answer in \\d+ ms");
    assertThat(took).isLessThan(IN_ALL.plus(MACHINE));
    assertThat(outcomes.inShort())
        .containsExactly("new OPERATION TIMEOUT 7", "legacy OPERATION TIMEOUT 3");
  }

  @Test
  void shouldAnswerEmptyWithTheReasonWhenBothFail() {
    layers.get(Layer.NEW).inject(Fault.SERVER_ERROR);
    layers.get(Layer.LEGACY).inject(Fault.UNAUTHORIZED);

    Answer answer = recalls.answer(TEA);

    assertThat(answer.memories()).isEmpty();
    assertThat(answer.servedBy()).isNull();
    assertThat(answer.degradation().reason()).isEqualTo("server_error");
    assertThat(answer.degradation().because())
        .isEqualTo(
            "the new layer: made to fail, for a drill; the legacy layer: made to refuse, for a"
                + " drill");
  }

  @Test
  void shouldNotTouchALayerThatTheGuardHasTakenOut() {
    standings.put(Layer.NEW, new Withdrawn("consecutive_failures", "3 time-outs in a row"));

    Answer answer = recalls.answer(TEA);

    assertThat(answer.servedBy()).isEqualTo(Layer.LEGACY);
    assertThat(answer.degradation())
        .isEqualTo(new Degradation("consecutive_failures", "3 time-outs in a row"));
    assertThat(layers.get(Layer.NEW).calls()).isZero();
    assertThat(outcomes.inShort()).containsExactly("legacy OPERATION SUCCESS 3");
  }

  @Test
  void shouldTouchNoLayerWhenNoneMayBeRead() {
    standings.put(Layer.NEW, new Unfit("catching_up", "the index is behind"));
    standings.put(Layer.LEGACY, new Withdrawn("forced", "an operator said so"));

    Answer answer = recalls.answer(TEA);

    assertThat(answer.servedBy()).isNull();
    assertThat(answer.degradation())
        .isEqualTo(
            new Degradation(
                "catching_up", "the index is behind; and the legacy layer: an operator said so"));
    assertThat(outcomes.reported()).isEmpty();
    assertThat(layers.values()).allSatisfy(layer -> assertThat(layer.calls()).isZero());
  }

  @Test
  void shouldObeyAModeFromTheNextRecallOn() {
    assertThat(recalls.answer(TEA).servedBy()).isEqualTo(Layer.NEW);
    standings.put(Layer.NEW, new Withdrawn("unauthorized", "the login was refused"));
    assertThat(recalls.answer(TEA).servedBy()).isEqualTo(Layer.LEGACY);
    standings.put(Layer.NEW, new Readable(9));
    assertThat(recalls.answer(TEA).servedBy()).isEqualTo(Layer.NEW);

    assertThat(outcomes.inShort())
        .containsExactly(
            "new OPERATION SUCCESS 7", "legacy OPERATION SUCCESS 3", "new OPERATION SUCCESS 9");
  }

  @Test
  void shouldServeFromTheLegacyLayerAloneWhereTheNewOneIsNotRolledOut() {
    rollout = new Rollout.Off();
    layers.get(Layer.LEGACY).inject(Fault.SERVER_ERROR);

    Answer answer = recalls.answer(TEA);

    assertThat(answer.servedBy()).isNull();
    assertThat(answer.degradation())
        .isEqualTo(new Degradation("server_error", "the legacy layer: made to fail, for a drill"));
    assertThat(layers.get(Layer.NEW).calls()).isZero();
  }

  @Test
  void shouldShowEachReadWithTheRouteItTook() {
    rollout = Rollout.canary(100);
    layers.get(Layer.NEW).inject(Fault.SERVER_ERROR);

    recalls.answer(TEA);

    assertThat(observed).extracting(Route::arm).containsExactly(Arm.CANARY);
    assertThat(outcomes.reported())
        .extracting(OperationOutcome::getLayer, OperationOutcome::getArm)
        .containsExactly(tuple("new", ReadArm.CANARY), tuple("legacy", ReadArm.CANARY));
  }

  @Test
  void shouldLetNoMoreCallsIntoAHangingLayerThanItHasPlaces() throws Exception {
    layers.get(Layer.NEW).inject(Fault.TIMEOUT);

    List<Thread> callers =
        IntStream.range(0, 20)
            .mapToObj(_ -> Thread.ofVirtual().start(() -> recalls.answer(TEA)))
            .toList();
    for (Thread caller : callers) {
      caller.join();
    }

    assertThat(layers.get(Layer.NEW).calls()).isEqualTo(PLACES);
    Answer next = recalls.answer(TEA);
    assertThat(next.degradation())
        .isEqualTo(new Degradation("saturated", "too many calls are waiting for the new layer"));
    // Only what really reached the layer says something about it.
    assertThat(outcomes.inShort()).filteredOn(o -> o.startsWith("new")).hasSize(PLACES);
  }

  @Test
  void shouldLetCallsInAgainOnceTheHangingOnesHaveEnded() {
    layers.get(Layer.NEW).inject(Fault.TIMEOUT);
    IntStream.range(0, PLACES).forEach(_ -> recalls.answer(TEA));

    layers.get(Layer.NEW).clear();

    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(recalls.answer(TEA).servedBy()).isEqualTo(Layer.NEW));
  }

  @Test
  void shouldWaitForOwnWritesInTheLayerThatIsAskedAndSayWhenTheyMayBeMissing() {
    Answer met = recalls.answer(TEA, demand(EnumSet.of(Layer.NEW)));
    Answer stale = recalls.answer(TEA, demand(EnumSet.of(Layer.LEGACY)));
    layers.get(Layer.NEW).inject(Fault.SERVER_ERROR);
    Answer metByTheOther = recalls.answer(TEA, demand(EnumSet.of(Layer.LEGACY)));

    assertThat(met.stale()).isFalse();
    assertThat(met.degradation()).isNull();
    assertThat(stale.stale()).isTrue();
    assertThat(texts(stale)).containsExactly("tea, from new");
    assertThat(stale.degradation().reason()).isEqualTo("not_yet_visible");
    assertThat(metByTheOther.stale()).isFalse();
    assertThat(metByTheOther.servedBy()).isEqualTo(Layer.LEGACY);
  }

  private static Demand demand(Set<Layer> met) {
    return new Demand() {
      @Override
      public boolean isNone() {
        return false;
      }

      @Override
      public boolean metBy(Layer layer) {
        return met.contains(layer);
      }

      @Override
      public Duration bound() {
        return Duration.ofMillis(250);
      }
    };
  }

  @Test
  void shouldTakeABrokenLayerForAFailedOne() {
    Recalls broken =
        new Recalls(
            this::route,
            Map.of(
                Layer.NEW,
                    new BoundedLayer(
                        Layer.NEW,
                        (_, _) -> {
                          throw new IllegalStateException("a bug");
                        },
                        PLACES),
                Layer.LEGACY, new BoundedLayer(Layer.LEGACY, layers.get(Layer.LEGACY), PLACES)),
            new TimeBudget(PER_LAYER, IN_ALL),
            outcomes,
            new Reporter("local", "reader-0"),
            () -> NOON,
            (_, _, _, _) -> {},
            RecallCache.off());

    assertThat(broken.answer(TEA).servedBy()).isEqualTo(Layer.LEGACY);
    assertThat(outcomes.inShort())
        .containsExactly("new OPERATION SERVER_ERROR 7", "legacy OPERATION SUCCESS 3");
  }

  private Route route(String subject) {
    return Routing.route(rollout, subject, standings.get(Layer.NEW), standings.get(Layer.LEGACY));
  }

  private static List<String> texts(Answer answer) {
    return answer.memories().stream().map(RecalledMemory::text).toList();
  }
}
