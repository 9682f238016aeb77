package dev.mneme.system.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.mneme.events.AuditEvent;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.serde.RegistrySettings;
import dev.mneme.serde.SchemaRegistry;
import dev.mneme.stack.PartName;
import dev.mneme.system.TestStack;
import dev.mneme.system.oracle.CommittedTopic;
import dev.mneme.system.oracle.Publisher;
import dev.mneme.topics.Provisioner;
import dev.mneme.topics.Topics;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Each image by itself, in 512 MB, on Kafka, a registry and PostgreSQL in containers of their own.
 */
@NeedsContainers
class ServiceImagesST {

  private static final Duration READY = Duration.ofMinutes(4);
  private static final Duration SOON = TestStack.PATIENCE;
  private static final long MEMORY = 512L * 1024 * 1024;
  private static final int GRACE_SECONDS = 30;
  private static final int EVENTS = 40;
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
  private static final Map<PartName, Integer> PORTS =
      Map.of(
          PartName.WRITER, 4099,
          PartName.READER, 4100,
          PartName.GUARD, 4101,
          PartName.AUDIT_SINK, 4102);

  private static final Network network = Network.newNetwork();
  private static final Map<PartName, GenericContainer<?>> services = new EnumMap<>(PartName.class);
  private static KafkaContainer kafka;
  private static GenericContainer<?> registry;
  private static PostgreSQLContainer postgres;
  private static RegistryCodecs codecs;

  @BeforeAll
  static void start() throws Exception {
    assumeThat(Images.missing().stream().filter(image -> !image.startsWith("grafana/")).toList())
        .as("images that are not here and that no registry gives")
        .isEmpty();
    kafka =
        new KafkaContainer(Images.ofOthers("apache/kafka"))
            .withNetwork(network)
            .withListener("kafka:19092")
            .withEnv("KAFKA_ADD_PARTITIONS_TO_TXN_RETRY_BACKOFF_MS", "1")
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
    registry =
        new GenericContainer<>(Images.ofOthers("apicurio/apicurio-registry"))
            .withNetwork(network)
            .withNetworkAliases("registry")
            .withExposedPorts(8080)
            .waitingFor(Wait.forHttp("/apis/ccompat/v7/subjects").withStartupTimeout(READY));
    postgres =
        new PostgreSQLContainer(DockerImageName.parse(Images.ofOthers("postgres")))
            .withNetwork(network)
            .withNetworkAliases("postgres")
            .withDatabaseName("mneme")
            .withUsername("mneme")
            .withPassword("of-this-test");
    Startables.deepStart(kafka, registry, postgres).join();
    provision();
    PORTS.forEach((name, port) -> services.put(name, service(name, port)));
    Startables.deepStart(services.values()).join();
  }

  private static void provision() throws Exception {
    URI url = registryUrl();
    codecs = new RegistryCodecs(new RegistrySettings(url, RegistrySettings.Provider.APICURIO));
    try (Admin admin =
            Admin.create(
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.getBootstrapServers()));
        SchemaRegistry schemas = new SchemaRegistry(url)) {
      new Provisioner(admin, (short) 1).provision(Topics.all(), SOON);
      Topics.all().forEach(schemas::register);
    }
  }

  private static URI registryUrl() {
    return URI.create(
        "http://%s:%d/apis/ccompat/v7".formatted(registry.getHost(), registry.getMappedPort(8080)));
  }

  private static GenericContainer<?> service(PartName name, int port) {
    return new GenericContainer<>(Images.of(name))
        .withNetwork(network)
        .withNetworkAliases(name.label())
        .withExposedPorts(port)
        .withEnv("MNEME_KAFKA_BOOTSTRAP", "kafka:19092")
        .withEnv("MNEME_REGISTRY_URL", "http://registry:8080/apis/ccompat/v7")
        .withEnv("MNEME_DEVELOPMENT", "true")
        .withEnv("MNEME_AUDIT_KEY", KEY)
        .withEnv("MNEME_DLQ_KEY", KEY)
        .withEnv("MNEME_LEDGER_KEY", KEY)
        .withEnv("MNEME_LEGACY_JDBC_URL", "jdbc:postgresql://postgres:5432/mneme")
        .withEnv("MNEME_LEGACY_USER", postgres.getUsername())
        .withEnv("MNEME_LEGACY_PASSWORD", postgres.getPassword())
        .withCreateContainerCmdModifier(
            command -> command.getHostConfig().withMemory(MEMORY).withMemorySwap(MEMORY))
        .waitingFor(Wait.forHealthcheck().withStartupTimeout(READY));
  }

  @AfterAll
  static void stop() {
    if (codecs != null) {
      codecs.close();
    }
    services.values().forEach(GenericContainer::stop);
    Stream.of(
            Optional.ofNullable(postgres),
            Optional.ofNullable(registry),
            Optional.ofNullable(kafka))
        .flatMap(Optional::stream)
        .forEach(GenericContainer::stop);
    network.close();
  }

  @Test
  void shouldCarryEventsIntoBothLayersAndTheAuditThenEndWithinTheirGrace() throws Exception {
    try (Publisher publisher = new Publisher(kafka.getBootstrapServers(), codecs)) {
      publisher.publish(EVENTS);

      await().atMost(SOON).untilAsserted(() -> assertThat(textsInLegacyLayer()).hasSize(EVENTS));
      assertThat(textsInLegacyLayer())
          .containsExactlyInAnyOrderElementsOf(
              publisher.sent().stream().map(Publisher.Sent::remainder).toList());
      await().atMost(SOON).untilAsserted(() -> assertThat(audited()).hasSize(EVENTS));
    }
    for (Map.Entry<PartName, GenericContainer<?>> each : services.entrySet()) {
      GenericContainer<?> service = each.getValue();
      assertThat(service.execInContainer("id", "-u").getStdout().strip()).isEqualTo("10001");

      long began = System.nanoTime();
      service
          .getDockerClient()
          .stopContainerCmd(service.getContainerId())
          .withTimeout(GRACE_SECONDS)
          .exec();

      assertThat(service.getCurrentContainerInfo().getState().getExitCodeLong())
          .as("%s ended by itself after SIGTERM (137 is the engine's kill)", each.getKey())
          .isIn(0L, 143L);
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .as("%s ends in time", each.getKey())
          .isLessThan(Duration.ofSeconds(GRACE_SECONDS));
      assertThat(service.getCurrentContainerInfo().getState().getOOMKilled()).isFalse();
    }
  }

  private static List<String> textsInLegacyLayer() throws Exception {
    try (Connection connection =
            DriverManager.getConnection(
                postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword());
        ResultSet rows = connection.createStatement().executeQuery("SELECT text FROM memories")) {
      List<String> texts = new java.util.ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  private static List<AuditEvent> audited() {
    return CommittedTopic.<AuditEvent>read(kafka.getBootstrapServers(), codecs, Topics.AUDIT)
        .stream()
        .map(entry -> entry.value().orElseThrow())
        .toList();
  }
}
