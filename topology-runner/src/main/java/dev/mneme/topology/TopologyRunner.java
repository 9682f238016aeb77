package dev.mneme.topology;

import dev.mneme.topics.PartitionLag;
import dev.mneme.topics.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the topology for as long as the service lives. One thread waits until broker and topics are
 * there and starts Kafka Streams. A stream thread that fails is replaced after a pause; what it did
 * not commit comes again. Should Streams end as a whole, or not even start, it is started anew.
 */
public final class TopologyRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopologyRunner.class);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final Duration CLOSE = Duration.ofSeconds(10);

  private final Supplier<Topology> topology;
  private final Properties properties;
  private final List<Topic<?>> topics;
  private final Thread supervisor;
  private final ThreadReplacement threads;
  private final Backoff restarts = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));

  private volatile String obstacle = "not started yet";
  private volatile @Nullable KafkaStreams running;
  private volatile boolean closing;

  /**
   * @param topology asked for a new one at each start
   * @param topics what must be there before a start, with the partitions they are declared with
   */
  public TopologyRunner(Supplier<Topology> topology, Properties properties, List<Topic<?>> topics) {
    this.topology = topology;
    this.properties = properties;
    this.topics = List.copyOf(topics);
    this.threads = new ThreadReplacement(threadsOf(properties));
    this.supervisor = Thread.ofPlatform().name("topology-supervisor").unstarted(this::supervise);
  }

  private static int threadsOf(Properties properties) {
    Object threads = properties.get(StreamsConfig.NUM_STREAM_THREADS_CONFIG);
    return threads == null ? 1 : Integer.parseInt(threads.toString());
  }

  public void start() {
    supervisor.start();
  }

  /** What keeps it from processing, in a sentence; empty when nothing does. */
  public Optional<String> obstacle() {
    KafkaStreams streams = running;
    if (streams == null) {
      return Optional.of(obstacle);
    }
    // RUNNING says that every task of this instance is restored; REBALANCING includes restoring
    KafkaStreams.State state = streams.state();
    return state == KafkaStreams.State.RUNNING
        ? Optional.empty()
        : Optional.of("Kafka Streams is " + state);
  }

  /** To ask its stores, in whatever state it is; empty while it waits. */
  public Optional<KafkaStreams> running() {
    return Optional.ofNullable(running);
  }

  /** How far it is behind in each partition of its topics that it has; none while it waits. */
  public List<PartitionLag> lag() {
    KafkaStreams streams = running;
    return streams == null
        ? List.of()
        : StreamsLag.of(
            streams,
            String.valueOf(properties.get(StreamsConfig.APPLICATION_ID_CONFIG)),
            topics.stream().map(Topic::name).collect(Collectors.toSet()));
  }

  /** Commits what is under way and ends; waits at most 15 s. */
  @Override
  public void close() {
    closing = true;
    if (supervisor.getState() == Thread.State.NEW) {
      return;
    }
    supervisor.interrupt();
    try {
      supervisor.join(CLOSE.plusSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void supervise() {
    try {
      while (!closing) {
        Duration held = Duration.ZERO;
        String ended = "Kafka Streams ended";
        try {
          awaitSurroundings();
          held = runUntilItEnds();
        } catch (InterruptException e) {
          throw new InterruptedException(e.getMessage());
        } catch (RuntimeException e) {
          LOG.error("topology failed", e);
          ended = "the topology failed with " + e.getClass().getSimpleName();
        }
        Duration pause = restarts.after(held);
        obstacle = ended + " and starts again in " + pause;
        LOG.warn("topology ended restart_in={}", pause);
        Thread.sleep(pause);
      }
    } catch (InterruptedException e) {
      LOG.info("topology stopped");
    }
    obstacle = "stopped";
  }

  private void awaitSurroundings() throws InterruptedException {
    String bootstrap = properties.getProperty(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG);
    try (SurroundingsCheck surroundings = new SurroundingsCheck(bootstrap, topics)) {
      for (Optional<String> found = surroundings.obstacle();
          found.isPresent();
          found = surroundings.obstacle()) {
        if (!found.get().equals(obstacle)) {
          LOG.warn("topology waits because={}", found.get());
        }
        obstacle = found.get();
        Thread.sleep(LOOK_AGAIN);
      }
    }
  }

  /** Returns how long it ran. */
  private Duration runUntilItEnds() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    long begun = System.nanoTime();
    KafkaStreams streams = new KafkaStreams(topology.get(), properties);
    try {
      streams.setUncaughtExceptionHandler(threads);
      streams.setStateListener(
          (state, before) -> {
            LOG.info("topology state={} before={}", state, before);
            switch (state) {
              case ERROR, NOT_RUNNING -> ended.countDown();
              case CREATED, REBALANCING, RUNNING, PENDING_SHUTDOWN, PENDING_ERROR -> {}
            }
          });
      running = streams;
      streams.start();
      ended.await();
      return Duration.ofNanos(System.nanoTime() - begun);
    } finally {
      obstacle = "Kafka Streams is stopping";
      running = null;
      if (!streams.close(CLOSE)) {
        LOG.warn("topology still closing after={}", CLOSE);
      }
    }
  }
}
