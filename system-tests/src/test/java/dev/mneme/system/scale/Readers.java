package dev.mneme.system.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mneme.serde.RegistryCodecs;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.stack.StackListener;
import dev.mneme.stack.StackSettings;
import dev.mneme.system.TestStack;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A broker, a registry and three readers; no legacy layer that could hide what they miss. */
final class Readers implements AutoCloseable {

  static final Duration SOON = Duration.ofSeconds(180);

  final Stack stack;
  final RegistryCodecs codecs;
  final RecordLog log;
  final List<Instance> all;

  private Readers(Stack stack) {
    this.stack = stack;
    this.codecs = TestStack.codecs(stack);
    this.log = new RecordLog(stack.ports().bootstrap(), codecs);
    this.all = PartName.readers(3).stream().map(part -> new Instance(stack, part)).toList();
  }

  static Readers start(String name) throws Exception {
    Set<PartName> parts = EnumSet.of(PartName.KAFKA, PartName.REGISTRY);
    parts.addAll(PartName.readers(3));
    StackSettings settings = TestStack.settings(name).only(parts).within(Duration.ofMinutes(5));
    for (PartName reader : PartName.readers(3)) {
      settings =
          settings
              // what is shown is what happens, not how fast a shared machine is
              .with(reader, "MNEME_READER_LAYER_BUDGET", "PT2S")
              .with(reader, "MNEME_READER_RECALL_BUDGET", "PT5S")
              .with(reader, "MNEME_INSTANCES_FORWARD_BUDGET", "PT3S")
              .with(reader, "MNEME_READER_DISTILL_BUDGET", "PT20S")
              // visible long before it is durable
              .with(reader, "MNEME_READER_COMMIT", "PT60S")
              .with(reader, "MNEME_RATE_PERSONAL_PER_SECOND", "1000000");
    }
    return new Readers(Stack.start(settings, StackListener.SILENT));
  }

  /** Each has its share, and all copies have caught up. */
  void awaitSettled() {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              Set<Integer> owned = new TreeSet<>();
              for (Instance instance : all) {
                assertThat(instance.isReady()).isTrue();
                assertThat(instance.sizeOfTheGroup()).isEqualTo(all.size());
                Set<Integer> its = instance.owned();
                assertThat(its).isNotEmpty();
                assertThat(Collections.disjoint(its, owned)).isTrue();
                owned.addAll(its);
              }
              assertThat(owned).containsExactly(0, 1, 2, 3);
            });
  }

  /** What is on the log is answered through all of these. */
  void awaitRecalledThrough(List<Instance> some) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              for (String subject : log.subjects()) {
                for (Instance instance : some) {
                  assertThat(instance.latest(subject).texts()).isEqualTo(log.latest(subject));
                }
              }
            });
  }

  Map<String, List<String>> expected() {
    return log.subjects().stream().collect(Collectors.toMap(s -> s, log::latest));
  }

  Instance instance(PartName part) {
    return new Instance(stack, part);
  }

  @Override
  public void close() {
    log.close();
    codecs.close();
    stack.close();
  }
}
