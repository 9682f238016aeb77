package dev.mneme.benchmarks;

import dev.mneme.events.OutcomeResult;
import dev.mneme.reader.kafka.Clients;
import dev.mneme.reader.kafka.Outbox;
import dev.mneme.reader.mode.ModeReading;
import dev.mneme.reader.outcome.BatchedOutcomes;
import dev.mneme.reader.outcome.Reporter;
import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.routing.Standing;
import dev.mneme.serde.Codecs;
import dev.mneme.shell.mode.Modes;
import dev.mneme.shell.mode.kafka.ModeFollower;
import dev.mneme.topics.Scope;
import dev.mneme.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What a reader has to do with the guard, as the service has it: it reports, and it obeys. */
final class ObeyingReader implements AutoCloseable {
  private final String name;
  private final Outbox outbox;
  private final BatchedOutcomes outcomes;
  private final ModeFollower follower;
  private final Modes modes = new Modes();

  /** When the layer of a region was first withdrawn here, and when the guard had decided that. */
  private final Map<String, Obeyed> withdrawn = new ConcurrentHashMap<>();

  /**
   * @param at by this process' nanosecond clock
   * @param decided by the guard's clock, in milliseconds since 1970
   */
  record Obeyed(long at, long decided) {}

  ObeyingReader(String bootstrap, Codecs codecs, String name) {
    this.name = name;
    this.outbox = new Outbox(Clients.producer(bootstrap, name), codecs, 2048);
    this.outcomes = new BatchedOutcomes(outbox, Duration.ofMillis(5));
    this.follower =
        new ModeFollower(
            () -> Clients.modeConsumer(bootstrap, name), codecs.of(Topics.MODE), modes);
    modes.onChange(
        (scope, mode) -> {
          if (ModeReading.of(modes.of(scope), "anybody") instanceof Standing.Withdrawn) {
            withdrawn.putIfAbsent(
                scope.key(), new Obeyed(System.nanoTime(), mode.getDecidedAt().toEpochMilli()));
          }
        });
    outbox.start();
    follower.start();
  }

  boolean isReady() {
    return modes.known() && outbox.arriving();
  }

  void reports(String region, OutcomeResult result) {
    outcomes.report(
        new Reporter(region, name)
            .recalled(Layer.NEW, 0, result, Duration.ofMillis(100), Instant.now()));
  }

  /** Empty while it still reads. */
  Optional<Obeyed> obeyed(String region) {
    return Optional.ofNullable(withdrawn.get(new Scope(Scope.NEW, region).key()));
  }

  @Override
  public void close() {
    outcomes.close();
    follower.close();
    outbox.close();
  }
}
