package dev.mneme.benchmarks;

import dev.mneme.stack.Part;
import dev.mneme.stack.PartName;
import dev.mneme.topics.Topics;
import java.lang.management.ManagementFactory;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;

/**
 * The delivered audit-sink, a process of its own with 160 MB of heap, beside a real broker: entries
 * a second into signed checkpoints when it has so many to catch up with, against a consumer that
 * only reads the same records and hashes each; and from an event's acknowledgement to a published
 * signed checkpoint over it. Medians of the rounds count.
 *
 * <p>Arguments: entries of a round (default 400000), rounds (default 3), seconds of a latency round
 * (default 10).
 */
public final class LedgerPace {
  private static final int START_SHARE = 10;
  private static final Duration GIVE_UP = Duration.ofMinutes(5);

  private final Place place;
  private final AuditTopic topic;
  private final Map<Integer, Long> appended = new TreeMap<>();

  /**
   * A contender at one round's records, from the moment a tenth is done.
   *
   * @param perSecond records a second
   * @param cpuMicros processor time of its process for each
   */
  private record Pace(double perSecond, double cpuMicros) {}

  private LedgerPace(Place place) {
    this.place = place;
    this.topic = new AuditTopic(place);
  }

  public static void main(String[] args) throws Exception {
    int entries = args.length > 0 ? Integer.parseInt(args[0]) : 400_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 10;
    try (Place place =
        Place.with(EnumSet.of(PartName.KAFKA, PartName.REGISTRY, PartName.AUDIT_SINK))) {
      new LedgerPace(place).run(entries, rounds, seconds);
    }
  }

  private void run(int entries, int rounds, int seconds) throws Exception {
    round(entries); // what both need has been loaded and compiled before anything counts
    List<Double> hashing = new ArrayList<>();
    List<Double> sealing = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    List<Double> byCpu = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      Pace[] paces = round(entries);
      hashing.add(paces[0].perSecond);
      sealing.add(paces[1].perSecond);
      ratios.add(paces[1].perSecond / paces[0].perSecond);
      byCpu.add(paces[0].cpuMicros / paces[1].cpuMicros);
    }
    System.out.printf(
        "medians of %d: read and hashed %,.0f/s, in a signed checkpoint %,.0f/s, ratio %.2f"
            + " (%.2f to %.2f), by processor time %.2f%n",
        rounds,
        Numbers.median(hashing),
        Numbers.median(sealing),
        Numbers.median(ratios),
        Numbers.least(ratios),
        Numbers.most(ratios),
        Numbers.median(byCpu));
    new CheckpointLatency(topic).run(rounds, seconds);
    System.out.printf(
        "load %.1f%n", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  /** The peer, then the sink, which slept meanwhile, on records that are new to both. */
  private Pace[] round(int entries) throws Exception {
    Part sink = place.stack().part(PartName.AUDIT_SINK);
    sink.pause();
    Map<Integer, Long> before = new TreeMap<>(appended);
    produce(entries);
    Pace hashing = readAndHash(before, entries);
    sink.resume();
    Pace sealing = sealed(sink, entries);
    System.out.printf(
        "  %,d: read and hashed %,.0f/s (%.2f us of processor each), in a signed checkpoint %,.0f/s"
            + " (%.2f us), ratio %.2f%n",
        entries,
        hashing.perSecond,
        hashing.cpuMicros,
        sealing.perSecond,
        sealing.cpuMicros,
        sealing.perSecond / hashing.perSecond);
    return new Pace[] {hashing, sealing};
  }

  private void produce(int entries) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = topic.producer(5)) {
      for (int i = 0; i < entries; i++) {
        producer.send(
            topic.record(),
            (metadata, failure) -> {
              if (failure != null) {
                throw new IllegalStateException(failure);
              }
              synchronized (appended) {
                appended.merge(metadata.partition(), metadata.offset() + 1, Math::max);
              }
            });
      }
      producer.flush();
    }
  }

  /** The ceiling: nobody who proves anything does less. */
  private Pace readAndHash(Map<Integer, Long> from, int entries) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (KafkaConsumer<byte[], byte[]> consumer = topic.consumer(Topics.AUDIT.name())) {
      for (TopicPartition id : consumer.assignment()) {
        consumer.seek(id, from.getOrDefault(id.partition(), 0L));
      }
      long read = 0;
      long first = 0;
      long begun = 0;
      Duration cpu = Duration.ZERO;
      while (read < entries) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          digest.update(record.key());
          digest.digest(record.value());
          read++;
        }
        if (begun == 0 && read * START_SHARE >= entries) {
          begun = System.nanoTime();
          first = read;
          cpu = cpu(ProcessHandle.current());
        }
      }
      return pace(read - first, begun, cpu, ProcessHandle.current());
    }
  }

  private static Pace pace(long records, long begun, Duration cpu, ProcessHandle process) {
    return new Pace(
        records * 1e9 / Math.max(1, System.nanoTime() - begun),
        cpu(process).minus(cpu).toNanos() / 1e3 / Math.max(1, records));
  }

  private static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Waits until all that was appended is signed and published. */
  private Pace sealed(Part sink, int entries) throws Exception {
    long wanted = appended.values().stream().mapToLong(each -> each).sum();
    Map<Integer, Long> signed = new TreeMap<>();
    long first = -1;
    long begun = 0;
    Duration cpu = Duration.ZERO;
    ProcessHandle process = sink.handle().orElseThrow();
    long giveUp = System.nanoTime() + GIVE_UP.toNanos();
    try (KafkaConsumer<byte[], byte[]> consumer = topic.consumer(Topics.CHECKPOINTS.name())) {
      while (System.nanoTime() < giveUp) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
          topic.signed(record).ifPresent(each -> signed.put(each.partition(), each.size()));
        }
        long size = signed.values().stream().mapToLong(each -> each).sum();
        if (first < 0 && size >= wanted - entries + entries / START_SHARE) {
          first = size;
          begun = System.nanoTime();
          cpu = cpu(process);
        }
        if (size >= wanted) {
          return pace(size - first, begun, cpu, process);
        }
      }
    }
    throw new IllegalStateException("not everything was signed within " + GIVE_UP);
  }
}
