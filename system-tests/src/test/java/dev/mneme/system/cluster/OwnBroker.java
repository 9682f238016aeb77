package dev.mneme.system.cluster;

import dev.mneme.stack.Installation;
import dev.mneme.stack.process.Launch;
import dev.mneme.stack.process.Tethered;
import dev.mneme.stack.ready.BrokerCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One real broker, a controller too: killed and started again as often as one likes. */
public final class OwnBroker {

  private static final int HEAP = 320;

  private final Path home;
  private final int port;
  private Tethered process;

  OwnBroker(Path home, String settings, String clusterId, int port)
      throws IOException, InterruptedException {
    this.home = Files.createDirectories(home);
    this.port = port;
    Files.writeString(home.resolve("kafka.properties"), settings + "log.dirs=" + data() + "\n");
    Files.writeString(home.resolve("log4j2.properties"), LOGGING);
    Process format =
        new ProcessBuilder(
                java(
                    96,
                    "kafka.tools.StorageTool",
                    "format",
                    "--cluster-id=" + clusterId,
                    "-c",
                    home.resolve("kafka.properties").toString()))
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("format.log").toFile())
            .start();
    if (!format.waitFor(120, TimeUnit.SECONDS) || format.exitValue() != 0) {
      format.destroyForcibly();
      throw new IllegalStateException("storage was not formatted: see " + home);
    }
    this.process = launch();
  }

  public int port() {
    return port;
  }

  public boolean isReady() {
    return new BrokerCheck(port).run(Duration.ofSeconds(2)).isReady();
  }

  /** SIGKILL, as a crash would be. */
  public void kill() throws InterruptedException {
    process.kill();
  }

  /** Starts it again on what the crash left; does not wait. */
  public void restart() throws IOException {
    process = launch();
  }

  void stop() throws InterruptedException {
    process.stop();
  }

  private Tethered launch() throws IOException {
    return Tethered.start(
        new Launch(
            java(HEAP, "kafka.Kafka", home.resolve("kafka.properties").toString()),
            Map.of("MALLOC_ARENA_MAX", "2"),
            home,
            home.resolve("kafka.log"),
            Launch.StopSignal.TERM,
            Duration.ofSeconds(3)),
        home);
  }

  private List<String> java(int heap, String... rest) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Installation.java().toString(),
                "-Xmx" + heap + "m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dlog4j2.configurationFile=" + home.resolve("log4j2.properties"),
                "-cp",
                Installation.find().kafka() + "/*"));
    command.addAll(List.of(rest));
    return command;
  }

  private Path data() {
    return home.resolve("data");
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
