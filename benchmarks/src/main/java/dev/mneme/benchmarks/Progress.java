package dev.mneme.benchmarks;

import dev.mneme.stack.PartName;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How fast something gets through the input. The same clockwork for every contender: committed
 * offsets only, from the moment a tenth is done, so that joining the group and the first
 * transaction count for nobody.
 */
final class Progress {
  private static final long LOOK_MILLIS = 20;
  private static final int START_SHARE = 10;
  private static final long PATIENCE_SECONDS = 300;

  private final Place place;
  private final long total;

  /**
   * @param total records of the input
   */
  Progress(Place place, long total) {
    this.place = place;
    this.total = total;
  }

  /**
   * What it took.
   *
   * @param perSecond records a second
   * @param cpuMicros processor time of this process for each record, in microseconds: disturbed
   *     less than the pace by what else the machine does
   * @param brokerMicros processor time of the broker for each record
   */
  record Pace(double perSecond, double cpuMicros, double brokerMicros) {}

  /** How many records are done. */
  @FunctionalInterface
  interface Done {
    long count() throws ExecutionException, InterruptedException;
  }

  /** Records whose offsets the group has committed. */
  Done committedBy(String group) {
    return () -> {
      Map<TopicPartition, OffsetAndMetadata> offsets =
          place.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      return offsets.values().stream().mapToLong(OffsetAndMetadata::offset).sum();
    };
  }

  /**
   * Waits until all is done.
   *
   * @throws IllegalStateException when it is not in time
   */
  Pace pace(Done done) throws ExecutionException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    long begun = 0;
    long first = 0;
    Duration ours = Duration.ZERO;
    Duration broker = Duration.ZERO;
    while (System.nanoTime() < deadline) {
      long count = done.count();
      long now = System.nanoTime();
      if (begun == 0 && count * START_SHARE >= total) {
        begun = now;
        first = count;
        ours = cpu(ProcessHandle.current());
        broker = broker();
      }
      if (count >= total) {
        double records = count - first;
        return new Pace(
            records / ((now - begun) / 1e9),
            micros(cpu(ProcessHandle.current()).minus(ours), records),
            micros(broker().minus(broker), records));
      }
      Thread.sleep(LOOK_MILLIS);
    }
    throw new IllegalStateException(
        done.count() + " of " + total + " records in " + PATIENCE_SECONDS + " s");
  }

  private static double micros(Duration spent, double records) {
    return spent.toNanos() / 1e3 / records;
  }

  private Duration broker() {
    return cpu(place.stack().part(PartName.KAFKA).handle().orElseThrow());
  }

  private static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
