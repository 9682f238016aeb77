package dev.mneme.benchmarks;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a consumer group has committed, and how fast it got there. The same clockwork for every
 * contender: committed offsets only, from the moment a tenth is done, so that joining the group and
 * the first transaction count for nobody.
 */
final class Progress {
  private static final long LOOK_MILLIS = 10;
  private static final int START_SHARE = 10;

  private final Admin admin;
  private final long total;

  /**
   * @param total records of the input
   */
  Progress(Admin admin, long total) {
    this.admin = admin;
    this.total = total;
  }

  /**
   * What it took.
   *
   * @param perSecond records a second
   * @param cpuMicros processor time of this process for each record, in microseconds: hardly
   *     disturbed by what else the machine does
   */
  record Pace(double perSecond, double cpuMicros) {}

  /**
   * Waits until the group is through.
   *
   * @throws IllegalStateException when it is not through in time
   */
  Pace pace(String group, long patienceSeconds) throws ExecutionException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(patienceSeconds);
    long begun = 0;
    long first = 0;
    Duration spent = Duration.ZERO;
    while (System.nanoTime() < deadline) {
      long done = committed(group);
      long now = System.nanoTime();
      if (begun == 0 && done * START_SHARE >= total) {
        begun = now;
        first = done;
        spent = cpu();
      }
      if (done >= total) {
        double records = done - first;
        return new Pace(
            records / ((now - begun) / 1e9), cpu().minus(spent).toNanos() / 1e3 / records);
      }
      Thread.sleep(LOOK_MILLIS);
    }
    throw new IllegalStateException(
        group + " did " + committed(group) + " of " + total + " in " + patienceSeconds + " s");
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private long committed(String group) throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    return offsets.values().stream().mapToLong(OffsetAndMetadata::offset).sum();
  }
}
