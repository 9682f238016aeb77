package dev.mneme.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mneme.serde.SchemaRegistry;
import dev.mneme.stack.process.ProcessIdentity;
import dev.mneme.stack.process.Signals;
import dev.mneme.topics.Provisioner;
import dev.mneme.topics.Topic;
import dev.mneme.topics.Topics;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One stack of the real broker, registry and database, which the tests share and leave running. */
class LocalStackIT {

  private static final Duration SOON = Duration.ofSeconds(90);
  private static final Set<PartName> ALL_BUT_SERVICES = PartName.infrastructure();

  @TempDir private static Path folder;
  private static Stack stack;

  @BeforeAll
  static void start() throws Exception {
    stack = Stack.start(settings(folder.resolve("shared"), ALL_BUT_SERVICES), StackListener.SILENT);
  }

  @AfterAll
  static void stop() throws Exception {
    List<ProcessHandle> processes =
        ALL_BUT_SERVICES.stream().flatMap(p -> stack.part(p).handle().stream()).toList();
    stack.close();
    assertThat(processes).noneMatch(ProcessIdentity::isRunning);
    assertThat(Leftovers.of(stack.settings().layout()).isEmpty()).isTrue();
  }

  private static StackSettings settings(Path home, Set<PartName> parts) {
    return StackSettings.at(home, Ports.free()).only(parts).within(SOON);
  }

  private static Admin admin(Stack stack) {
    return Admin.create(
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, stack.ports().bootstrap()));
  }

  private static Connection database(Stack stack, String password) throws SQLException {
    return DriverManager.getConnection(stack.ports().jdbcUrl(), "mneme", password);
  }

  private static Map<String, Integer> schemaIds() {
    Map<String, Integer> ids = new HashMap<>();
    try (SchemaRegistry registry = new SchemaRegistry(URI.create(stack.ports().registryUrl()))) {
      for (Topic<?> topic : Topics.all()) {
        ids.put(topic.name(), registry.idOf(topic).orElseThrow());
      }
    }
    return ids;
  }

  @Test
  void shouldHaveEveryTopicAsDeclared() {
    try (Admin admin = admin(stack)) {
      assertThat(new Provisioner(admin, (short) 1).drift(Topics.all(), SOON)).isEmpty();
    }
  }

  @Test
  void shouldGiveOutTheSameSchemaIdsAfterTheRegistryWasKilled() throws Exception {
    Map<String, Integer> before = schemaIds();
    Part registry = stack.part(PartName.REGISTRY);

    registry.kill();
    assertThat(registry.isRunning()).isFalse();
    registry.start(SOON);

    assertThat(schemaIds()).isEqualTo(before);
  }

  @Test
  void shouldKeepTheDatabaseWhenItIsKilledWithAllItsProcesses() throws Exception {
    String password = stack.secrets().databasePassword();
    try (Connection connection = database(stack, password);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE kept (id int)");
      statement.execute("INSERT INTO kept VALUES (7)");
    }
    Part postgres = stack.part(PartName.POSTGRES);
    ProcessHandle postmaster = postgres.handle().orElseThrow();
    List<ProcessHandle> below = postmaster.descendants().toList();
    assertThat(below).isNotEmpty();

    postgres.kill();

    assertThat(Signals.awaitEnd(below, Duration.ofSeconds(10))).isTrue();
    postgres.start(SOON);
    try (Connection connection = database(stack, password);
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT id FROM kept")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(7);
    }
  }

  @Test
  void shouldNotOpenTheDatabaseWithoutTheGeneratedPassword() {
    assertThatThrownBy(() -> database(stack, "guess").close())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void shouldKeepTopicsWhenTheBrokerIsKilled() throws Exception {
    Part kafka = stack.part(PartName.KAFKA);

    kafka.kill();
    assertThat(kafka.check(Duration.ofSeconds(2)).isReady()).isFalse();
    kafka.start(SOON);

    try (Admin admin = admin(stack)) {
      assertThat(new Provisioner(admin, (short) 1).drift(Topics.all(), SOON)).isEmpty();
    }
  }

  @Test
  void shouldRunASecondStackBesideTheFirst() throws Exception {
    StackSettings second = settings(folder.resolve("second"), EnumSet.of(PartName.KAFKA));

    try (Stack other = Stack.start(second, StackListener.SILENT)) {
      assertThat(other.part(PartName.KAFKA).check(Duration.ofSeconds(2)).isReady()).isTrue();
      assertThat(stack.part(PartName.KAFKA).check(Duration.ofSeconds(2)).isReady()).isTrue();
    }
    assertThat(stack.part(PartName.KAFKA).isRunning()).isTrue();
  }

  @Test
  void shouldRefuseAHomeThatIsInUse() {
    StackSettings same = settings(folder.resolve("shared"), EnumSet.of(PartName.KAFKA));

    assertThatThrownBy(() -> Stack.start(same, StackListener.SILENT))
        .isInstanceOf(StackFailure.class)
        .hasMessageContaining("already running in " + folder.resolve("shared"))
        .hasMessageContaining("mneme down");
  }

  @Test
  void shouldReportItsStateToOthersByTheFilesInItsHome() throws Exception {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              StackStatus status =
                  StackStatus.of(
                      stack.settings().layout(), Installation.find(), Duration.ofSeconds(2));
              assertThat(status.allReady()).as(status.toString()).isTrue();
              assertThat(status.parts()).hasSize(3);
              assertThat(status.residentBytes()).isPositive();
            });
  }

  @Test
  void shouldStopWhatStartedWhenAnotherPartDoesNot() throws Exception {
    Path home = folder.resolve("half");
    StackSettings settings = settings(home, EnumSet.of(PartName.KAFKA, PartName.POSTGRES));
    Path cluster = home.resolve("data/postgres/cluster");
    Files.createDirectories(cluster);
    Files.writeString(cluster.resolve("PG_VERSION"), "3\n");

    assertThatThrownBy(() -> Stack.start(settings, StackListener.SILENT))
        .isInstanceOf(StackFailure.class)
        .hasMessageContaining("postgres ended before it was ready")
        .hasMessageContaining("postgres.log");

    assertThat(Leftovers.of(settings.layout()).isEmpty()).isTrue();
    assertThat(StackDescription.read(settings.layout())).isEmpty();
  }
}
