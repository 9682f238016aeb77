package dev.mneme.benchmarks;

import dev.mneme.deadletter.DeadLetterKey;
import dev.mneme.deadletter.DeadLetters;
import dev.mneme.events.OutcomeResult;
import dev.mneme.guard.decision.GuardPolicy;
import dev.mneme.guard.topology.Announcer;
import dev.mneme.guard.topology.GuardParts;
import dev.mneme.guard.topology.GuardTopology;
import dev.mneme.identity.KeyedHash;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.serde.RegistrySettings;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Ports;
import dev.mneme.stack.Stack;
import dev.mneme.stack.StackListener;
import dev.mneme.stack.StackSettings;
import dev.mneme.topics.Topics;
import dev.mneme.topology.TopologyRunner;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.streams.StreamsConfig;

/**
 * From the third failure in a row until the last of four readers no longer reads the layer: with
 * the guard as a process of its own, as it is delivered, and with the same topology under the
 * default settings of Kafka Streams (exactly once, nothing else set). Each trial is a scope of its
 * own.
 *
 * <p>Arguments: trials of each (default 300).
 */
public final class GuardReaction {
  private static final int READERS = 4;
  private static final int WARM_UPS = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final List<ObeyingReader> readers;
  private final int trials;

  private GuardReaction(List<ObeyingReader> readers, int trials) {
    this.readers = readers;
    this.trials = trials;
  }

  public static void main(String[] args) throws Exception {
    int trials = args.length > 0 ? Integer.parseInt(args[0]) : 300;
    Path home = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "guard-reaction-");
    StackSettings settings =
        StackSettings.at(home, Ports.free())
            .only(EnumSet.of(PartName.KAFKA, PartName.REGISTRY, PartName.GUARD))
            .with(PartName.GUARD, "MNEME_GUARD_HOLD", "PT1H");
    try (Stack stack = Stack.start(settings, StackListener.SILENT);
        var codecs =
            new RegistryCodecs(
                new RegistrySettings(
                    URI.create(stack.ports().registryUrl()), RegistrySettings.Provider.APICURIO))) {
      List<ObeyingReader> readers =
          IntStream.range(0, READERS)
              .mapToObj(i -> new ObeyingReader(stack.ports().bootstrap(), codecs, "reader-" + i))
              .toList();
      try {
        await(() -> readers.stream().allMatch(ObeyingReader::isReady), PATIENCE);
        var reaction = new GuardReaction(readers, trials);
        reaction.measure("delivered");
        stack.part(PartName.GUARD).stop();
        TopologyRunner plain = plain(stack.ports().bootstrap(), codecs, home.resolve("plain"));
        try {
          plain.start();
          await(() -> plain.obstacle().isEmpty(), PATIENCE);
          reaction.measure("default Streams settings");
        } finally {
          plain.close();
        }
      } finally {
        readers.forEach(ObeyingReader::close);
      }
    }
  }

  private static TopologyRunner plain(String bootstrap, RegistryCodecs codecs, Path folder) {
    var parts =
        new GuardParts(
            codecs,
            new DeadLetters(new DeadLetterKey(new byte[32]), "guard-service"),
            new Announcer(new KeyedHash(new byte[32]), "plain"),
            GuardPolicy.DEFAULT,
            Topics.SCOPE_PARTITIONS,
            Duration.ofSeconds(4),
            InstantSource.system(),
            (_, _) -> {});
    var properties = new Properties();
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "guard-plain");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    // Not a setting of speed: without it the group would read the outcomes of the other guard.
    properties.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "latest");
    return new TopologyRunner(() -> GuardTopology.build(parts), properties, GuardTopology.TOPICS);
  }

  private void measure(String what) throws InterruptedException {
    String prefix = what.substring(0, what.indexOf(' ') < 0 ? what.length() : what.indexOf(' '));
    for (int i = 0; i < WARM_UPS; i++) {
      trial(prefix + "-warm-" + i);
    }
    double[] millis = new double[trials];
    double[] decided = new double[trials];
    for (int i = 0; i < trials; i++) {
      Trial trial = trial(prefix + "-" + i);
      millis[i] = trial.obeyed();
      decided[i] = trial.decided();
    }
    Arrays.sort(millis);
    Arrays.sort(decided);
    System.out.printf(
        "%-26s of it to the decision, to the millisecond: p50 %.0f ms, p95 %.0f ms, p99 %.0f ms%n",
        what, at(decided, 0.50), at(decided, 0.95), at(decided, 0.99));
    System.out.printf(
        "%-26s third failure to the last of %d readers obeying, %d trials: "
            + "p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
        what, READERS, trials, at(millis, 0.50), at(millis, 0.95), at(millis, 0.99), at(millis, 1));
  }

  /** Milliseconds from the third failure to the guard's decision, and to the last reader. */
  private record Trial(double decided, double obeyed) {}

  /** Each failure is another reader's, as they come in an outage. */
  private Trial trial(String region) throws InterruptedException {
    readers.get(0).reports(region, OutcomeResult.TIMEOUT);
    Thread.sleep(15); // so that the second comes after the first, whichever producer is faster
    readers.get(1).reports(region, OutcomeResult.TIMEOUT);
    Thread.sleep(15);
    long since = System.currentTimeMillis();
    long begun = System.nanoTime();
    readers.get(2).reports(region, OutcomeResult.TIMEOUT);
    await(() -> readers.stream().allMatch(reader -> reader.obeyed(region).isPresent()), PATIENCE);
    List<ObeyingReader.Obeyed> obeyed =
        readers.stream().flatMap(reader -> reader.obeyed(region).stream()).toList();
    long last = obeyed.stream().mapToLong(ObeyingReader.Obeyed::at).max().orElseThrow();
    return new Trial(obeyed.getFirst().decided() - since, (last - begun) / 1e6);
  }

  private static double at(double[] sorted, double quantile) {
    return sorted[(int) Math.ceil(quantile * sorted.length) - 1];
  }

  private static void await(BooleanSupplier condition, Duration within)
      throws InterruptedException {
    long end = System.nanoTime() + within.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("not seen within " + within);
      }
      Thread.sleep(1);
    }
  }
}
