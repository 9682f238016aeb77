package dev.mneme.stack.parts;

import dev.mneme.stack.Installation;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Ports;
import dev.mneme.stack.StackFailure;
import dev.mneme.stack.StackLayout;
import dev.mneme.stack.process.Launch;
import dev.mneme.stack.ready.BrokerCheck;
import dev.mneme.stack.ready.Check;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One broker that is its own controller (KRaft). */
public record KafkaBroker(StackLayout layout, Ports ports, Installation installation)
    implements PartSpec {

  private static final int HEAP = 384;

  @Override
  public PartName name() {
    return PartName.KAFKA;
  }

  @Override
  public void prepare() throws IOException, StackFailure, InterruptedException {
    Files.createDirectories(data());
    Files.writeString(settingsFile(), settings());
    Files.writeString(loggingFile(), LOGGING);
    if (!Files.exists(data().resolve("meta.properties"))) {
      format();
    }
  }

  private void format() throws IOException, InterruptedException, StackFailure {
    List<String> command =
        JavaCommand.of(
            name(),
            layout,
            96,
            "-XX:TieredStopAtLevel=1",
            "-Dlog4j2.configurationFile=" + loggingFile(),
            "-cp",
            installation.kafka() + "/*",
            "kafka.tools.StorageTool",
            "format",
            "--cluster-id=" + clusterId(),
            "--ignore-formatted",
            "-c",
            settingsFile().toString());
    Run.toEnd("Formatting Kafka's storage", command, layout.log(name()), Duration.ofSeconds(60));
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
  public Launch launch() {
    return new Launch(
        JavaCommand.of(
            name(),
            layout,
            HEAP,
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dlog4j2.configurationFile=" + loggingFile(),
            "-cp",
            installation.kafka() + "/*",
            "kafka.Kafka",
            settingsFile().toString()),
        Map.of("MALLOC_ARENA_MAX", "2"),
        data(),
        layout.log(name()),
        Launch.StopSignal.TERM,
        Duration.ofSeconds(15));
  }

  @Override
  public Check check() {
    return new BrokerCheck(ports.kafka());
  }

  private Path data() {
    return layout.data(name());
  }

  private Path settingsFile() {
    return layout.run().resolve("kafka.properties");
  }

  private Path loggingFile() {
    return layout.run().resolve("kafka-log4j2.properties");
  }

  /**
   * Small transactions must be quick: without the back-off of 1 ms each that follows another waits
   * 20 ms.
   */
  private String settings() {
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@127.0.0.1:%1$d
    listeners=PLAINTEXT://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%1$d
    advertised.listeners=PLAINTEXT://127.0.0.1:%2$d
    listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
    controller.listener.names=CONTROLLER
    log.dirs=%3$s
    auto.create.topics.enable=false
    num.network.threads=2
    num.io.threads=4
    offsets.topic.replication.factor=1
    offsets.topic.num.partitions=8
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    transaction.state.log.num.partitions=8
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    group.initial.rebalance.delay.ms=0
    add.partitions.to.txn.retry.backoff.ms=1
    log.cleaner.dedupe.buffer.size=16777216
    """
        .formatted(ports.kafkaController(), ports.kafka(), data());
  }

  private static final String LOGGING =
      """
      appender.console.type=Console
      appender.console.name=console
      appender.console.layout.type=PatternLayout
      appender.console.layout.pattern=%d{ISO8601} %p %m (%c)%n
      rootLogger.level=INFO
      rootLogger.appenderRef.console.ref=console
      """;
}
