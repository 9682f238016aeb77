package dev.mneme.system.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mneme.events.GuardEvent;
import dev.mneme.events.GuardEventKind;
import dev.mneme.events.LayerModeName;
import dev.mneme.events.OutcomeResult;
import dev.mneme.reader.fault.Fault;
import dev.mneme.reader.fault.FaultyLayer;
import dev.mneme.reader.recall.Recollection;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.stack.StackListener;
import dev.mneme.system.TestStack;
import dev.mneme.system.oracle.CommittedTopic;
import dev.mneme.topics.Topics;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Four reader instances, one guard, one layer that counts what reaches it. */
class SingleFlightST {
  private static final Duration SOON = TestStack.PATIENCE;
  private static final int READERS = 4;

  private static Stack stack;
  private static RegistryCodecs codecs;

  @BeforeAll
  static void start() throws Exception {
    stack =
        Stack.start(
            TestStack.settings("single-flight")
                .only(EnumSet.of(PartName.KAFKA, PartName.REGISTRY, PartName.GUARD))
                .with(PartName.GUARD, "MNEME_GUARD_HOLD", "PT0.5S")
                .with(PartName.GUARD, "MNEME_GUARD_HOLD_GROWTH", "1.0")
                .with(PartName.GUARD, "MNEME_GUARD_PROBE_LOCK", "PT1.5S")
                .with(PartName.GUARD, "MNEME_GUARD_PROBE_BUDGET", "PT1S"),
            StackListener.SILENT);
    codecs = TestStack.codecs(stack);
  }

  @AfterAll
  static void stop() {
    codecs.close();
    stack.close();
  }

  @Test
  void shouldLetExactlyOneProbeOfEachEpochReachTheLayer() {
    FaultyLayer layer = new FaultyLayer((_, _) -> Recollection.of(List.of()));
    layer.inject(Fault.SERVER_ERROR);
    List<ProbingReader> readers = readers("many-rounds", layer);

    readers.getFirst().report(OutcomeResult.UNAUTHORIZED);
    await().atMost(SOON).until(() -> count("many-rounds", GuardEventKind.PROBE_FAILED) >= 4);
    layer.clear();
    await()
        .atMost(SOON)
        .until(() -> readers.stream().allMatch(r -> r.sees(LayerModeName.READ_WRITE)));

    assertThat(layer.calls()).isEqualTo(count("many-rounds", GuardEventKind.PROBE_STARTED));
    assertThat(count("many-rounds", GuardEventKind.RECOVERED)).isEqualTo(1);
    readers.forEach(ProbingReader::close);
  }

  @Test
  void shouldComeBackWhenTheInstanceWithTheProbeInHandDies() {
    FaultyLayer layer = new FaultyLayer((_, _) -> Recollection.of(List.of()));
    List<ProbingReader> readers = readers("died", layer);
    ProbingReader mortal = readers.getFirst();
    List<ProbingReader> others = readers.subList(1, READERS);
    others.forEach(reader -> reader.fit(false));
    mortal.dieWithTheProbe();

    mortal.report(OutcomeResult.UNAUTHORIZED);
    await().atMost(SOON).until(mortal::isDead);
    long granted = mortal.probeInHand();
    assertThat(layer.calls()).isZero();
    others.forEach(reader -> reader.fit(true));
    await().atMost(SOON).until(() -> count("died", GuardEventKind.PROBE_FAILED) == 1);
    others.getFirst().answerFor(mortal, granted, OutcomeResult.SUCCESS);
    await()
        .atMost(SOON)
        .until(() -> others.stream().allMatch(r -> r.sees(LayerModeName.READ_WRITE)));

    assertThat(layer.calls()).isEqualTo(1);
    assertThat(events("died"))
        .extracting(GuardEvent::getKind)
        .containsExactly(
            GuardEventKind.DOWNGRADED,
            GuardEventKind.PROBE_STARTED,
            GuardEventKind.PROBE_FAILED,
            GuardEventKind.PROBE_STARTED,
            GuardEventKind.RECOVERED);
    assertThat(events("died").getLast().getBecause()).doesNotContain(mortal.name());
    readers.forEach(ProbingReader::close);
  }

  private static List<ProbingReader> readers(String region, FaultyLayer layer) {
    List<ProbingReader> readers =
        IntStream.range(0, READERS)
            .mapToObj(
                i ->
                    new ProbingReader(
                        stack.ports().bootstrap(), codecs, region, "reader-" + i, layer))
            .toList();
    await().atMost(SOON).until(() -> readers.stream().allMatch(ProbingReader::isReady));
    return readers;
  }

  private static long count(String region, GuardEventKind kind) {
    return events(region).stream().filter(event -> event.getKind() == kind).count();
  }

  private static List<GuardEvent> events(String region) {
    return CommittedTopic.read(stack.ports().bootstrap(), codecs, Topics.GUARD_EVENTS).stream()
        .map(entry -> entry.value().orElseThrow())
        .filter(event -> event.getRegion().equals(region))
        .toList();
  }
}
