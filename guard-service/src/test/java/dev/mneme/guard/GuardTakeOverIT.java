package dev.mneme.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mneme.events.LayerMode;
import dev.mneme.events.SourcePosition;
import dev.mneme.shell.health.ReadinessCheck;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.topics.Scope;
import dev.mneme.topics.SubjectPartition;
import dev.mneme.topics.Topics;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Two instances that share the scopes; one of them is taken away. */
class GuardTakeOverIT {
  @TempDir static Path home;

  private static Stack stack;
  private static ApplicationContext other;

  /** One scope in each partition, so that each instance has some. */
  private List<LogOfScope> logs;

  @BeforeAll
  static void start() throws Exception {
    stack = GuardStack.running();
    other = startOther();
  }

  @AfterAll
  static void stop() {
    other.close();
  }

  @BeforeEach
  void open(TestInfo test) throws Exception {
    GuardStack.running();
    String region = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    logs =
        IntStream.range(0, Topics.SCOPE_PARTITIONS)
            .mapToObj(
                partition ->
                    new LogOfScope(
                        stack.ports().bootstrap(), GuardStack.codecs(), scopeIn(partition, region)))
            .toList();
  }

  @AfterEach
  void close() {
    logs.forEach(LogOfScope::close);
  }

  @Test
  void shouldGoOnFromTheExactCountOfAnInstanceThatDied() throws Exception {
    List<List<Long>> failures = failTwiceEach();

    stack.part(PartName.GUARD).kill();

    assertDowngradedOnceByTheThird(failures);
  }

  @Test
  void shouldLetNothingThroughOfAnInstanceThatWasAwayAndComesBack() throws Exception {
    List<List<Long>> failures = failTwiceEach();

    stack.part(PartName.GUARD).pause();
    for (int i = 0; i < logs.size(); i++) {
      failures.get(i).add(logs.get(i).report(logs.get(i).failure()));
      logs.get(i).modes(1);
    }
    stack.part(PartName.GUARD).resume();

    for (int i = 0; i < logs.size(); i++) {
      assertDowngradedOnce(logs.get(i), failures.get(i));
    }
  }

  private List<List<Long>> failTwiceEach() {
    var failures = new ArrayList<List<Long>>();
    for (LogOfScope log : logs) {
      failures.add(new ArrayList<>(List.of(log.report(log.failure()), log.report(log.failure()))));
    }
    return failures;
  }

  private void assertDowngradedOnceByTheThird(List<List<Long>> failures) {
    for (int i = 0; i < logs.size(); i++) {
      failures.get(i).add(logs.get(i).report(logs.get(i).failure()));
    }
    for (int i = 0; i < logs.size(); i++) {
      assertDowngradedOnce(logs.get(i), failures.get(i));
    }
  }

  private static void assertDowngradedOnce(LogOfScope log, List<Long> offsets) {
    assertThat(log.modes(2))
        .extracting(LayerMode::getEpoch)
        .startsWith(1L, 2L)
        .doesNotHaveDuplicates();
    assertThat(log.events().getFirst().getEvidence())
        .extracting(SourcePosition::getOffset)
        .containsExactlyElementsOf(offsets);
  }

  private static ApplicationContext startOther() {
    var context =
        ApplicationContext.run(
            Map.of(
                "mneme.kafka-bootstrap", stack.ports().bootstrap(),
                "mneme.registry-url", stack.ports().registryUrl(),
                "mneme.instance", "guard-service-1",
                "mneme.state-dir", home.resolve("other").toString(),
                "mneme.audit-key", stack.secrets().auditKey(),
                "mneme.dlq-key", stack.secrets().dlqKey(),
                "mneme.development", "true",
                "mneme.guard.hold", "PT2S"));
    await()
        .atMost(GuardStack.START)
        .until(
            () ->
                context.getBeansOfType(ReadinessCheck.class).stream()
                    .filter(check -> check.name().equals("streams-running"))
                    .allMatch(check -> check.check().ready()));
    return context;
  }

  private static Scope scopeIn(int partition, String region) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> new Scope(Scope.NEW, region + "-" + i))
        .filter(scope -> SubjectPartition.of(scope.key(), Topics.SCOPE_PARTITIONS) == partition)
        .findFirst()
        .orElseThrow();
  }
}
