package dev.mneme.system.cluster;

import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import dev.mneme.stack.Ports;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A cluster of one or three, replicated as in production when it is three. Clients that come by the
 * second listener are sent to another address: something may stand there that passes them on.
 */
public final class OwnBrokers implements AutoCloseable {

  private static final Duration UP_WITHIN = Duration.ofSeconds(120);

  private final List<OwnBroker> brokers = new ArrayList<>();
  private final int behindProxy;

  private OwnBrokers(int behindProxy) {
    this.behindProxy = behindProxy;
  }

  public static OwnBrokers three(Path home) throws IOException, InterruptedException {
    return start(home, 3, 0);
  }

  /**
   * @param proxyPort where clients of the second listener are sent
   */
  public static OwnBrokers oneBehind(int proxyPort, Path home)
      throws IOException, InterruptedException {
    return start(home, 1, proxyPort);
  }

  private static OwnBrokers start(Path home, int count, int proxyPort)
      throws IOException, InterruptedException {
    List<Ports> ports = new ArrayList<>();
    while (ports.size() < count) {
      Ports next = Ports.free();
      if (ports.stream().noneMatch(p -> Math.abs(p.base() - next.base()) < 20)) {
        ports.add(next);
      }
    }
    String voters =
        IntStream.range(0, count)
            .mapToObj(i -> "%d@127.0.0.1:%d".formatted(i + 1, ports.get(i).kafkaController()))
            .collect(joining(","));
    String clusterId = clusterId();
    OwnBrokers cluster = new OwnBrokers(ports.getFirst().registry());
    for (int i = 0; i < count; i++) {
      cluster.brokers.add(
          new OwnBroker(
              home.resolve("broker-" + (i + 1)),
              settings(i + 1, ports.get(i), voters, count, proxyPort),
              clusterId,
              ports.get(i).kafka()));
    }
    await()
        .atMost(UP_WITHIN)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> cluster.brokers.stream().allMatch(OwnBroker::isReady));
    return cluster;
  }

  /** By their node id, from 1. */
  public OwnBroker broker(int node) {
    return brokers.get(node - 1);
  }

  public String bootstrap() {
    return brokers.stream().map(b -> "127.0.0.1:" + b.port()).collect(joining(","));
  }

  /** Port of the listener whose clients are sent to the proxy. */
  public int behindProxy() {
    return behindProxy;
  }

  public short replication() {
    return (short) brokers.size();
  }

  private static String settings(int node, Ports ports, String voters, int count, int proxyPort) {
    return """
    process.roles=broker,controller
    node.id=%1$d
    controller.quorum.voters=%2$s
    listeners=PLAINTEXT://127.0.0.1:%3$d,CONTROLLER://127.0.0.1:%4$d,SECOND://127.0.0.1:%5$d
    advertised.listeners=PLAINTEXT://127.0.0.1:%3$d,SECOND://127.0.0.1:%6$d
    listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SECOND:PLAINTEXT
    inter.broker.listener.name=PLAINTEXT
    controller.listener.names=CONTROLLER
    auto.create.topics.enable=false
    num.network.threads=2
    num.io.threads=4
    default.replication.factor=%7$d
    min.insync.replicas=%8$d
    offsets.topic.replication.factor=%7$d
    offsets.topic.num.partitions=4
    transaction.state.log.replication.factor=%7$d
    transaction.state.log.min.isr=%8$d
    transaction.state.log.num.partitions=4
    group.initial.rebalance.delay.ms=0
    add.partitions.to.txn.retry.backoff.ms=1
    broker.session.timeout.ms=4000
    broker.heartbeat.interval.ms=1000
    replica.lag.time.max.ms=5000
    log.cleaner.dedupe.buffer.size=16777216
    """
        .formatted(
            node,
            voters,
            ports.kafka(),
            ports.kafkaController(),
            ports.registry(),
            proxyPort == 0 ? ports.registry() : proxyPort,
            count,
            count == 1 ? 1 : 2);
  }

  private static String clusterId() {
    UUID id = UUID.randomUUID();
    byte[] bytes =
        ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public void close() {
    try {
      for (OwnBroker broker : brokers) {
        broker.stop();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // they end with this process
    }
  }
}
