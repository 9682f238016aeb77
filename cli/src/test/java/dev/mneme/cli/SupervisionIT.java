package dev.mneme.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mneme.stack.Leftovers;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Ports;
import dev.mneme.stack.StackLayout;
import dev.mneme.stack.process.PidFile;
import dev.mneme.stack.process.ProcessIdentity;
import dev.mneme.stack.process.Signals;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What happens to a stack when things go wrong around it, seen through the command as users have
 * it.
 */
class SupervisionIT {

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final Ports ports = Ports.free();

  private StackLayout layout() {
    return new StackLayout(folder.resolve("home"));
  }

  private String[] up(String parts) {
    return arguments("up", "--only", parts, "--port-base", Integer.toString(ports.base()));
  }

  private String[] arguments(String... words) {
    String[] all = java.util.Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--home";
    all[words.length + 1] = layout().home().toString();
    return all;
  }

  private ProcessIdentity named(Path pidFile) throws Exception {
    return new PidFile(pidFile).read().orElseThrow();
  }

  private void assertNothingRuns() throws Exception {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(Leftovers.of(layout()).isRunning()).isFalse());
  }

  @AfterEach
  void shouldLeaveNothingRunning() throws Exception {
    MnemeProcess.run(folder, arguments("down"));
    assertNothingRuns();
  }

  @Test
  void shouldStartGoOnAloneAndStopInOrder() throws Exception {
    MnemeProcess up = MnemeProcess.run(folder, up("kafka"));

    assertThat(up.exitCode()).as(up.err()).isZero();
    assertThat(up.out()).contains("Ready after").contains(ports.bootstrap());
    MnemeProcess status = MnemeProcess.run(folder, arguments("status", "--output", "json"));
    assertThat(status.exitCode()).isZero();
    assertThat(status.out()).contains("\"state\" : \"ready\"");

    MnemeProcess down = MnemeProcess.run(folder, arguments("down"));

    assertThat(down.exitCode()).isZero();
    assertThat(down.out()).contains("Stopped the stack");
    assertNothingRuns();
    assertThat(MnemeProcess.run(folder, arguments("status")).exitCode()).isEqualTo(1);
  }

  @Test
  void shouldRefuseASecondStartInTheSameHomeAndLeaveTheFirstAlone() throws Exception {
    MnemeProcess.run(folder, up("postgres"));

    MnemeProcess second = MnemeProcess.run(folder, up("postgres"));

    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(second.err()).hasLineCount(1).contains("already running in " + layout().home());
    assertThat(MnemeProcess.run(folder, arguments("status")).exitCode()).isZero();
  }

  @Test
  void shouldNameAPortThatIsTakenAndStartNothing() throws Exception {
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.postgres()));

      MnemeProcess up = MnemeProcess.run(folder, up("kafka,postgres"));

      assertThat(up.exitCode()).isEqualTo(1);
      assertThat(up.err())
          .hasLineCount(1)
          .contains("Port " + ports.postgres())
          .contains("postgres")
          .contains("--port-base")
          .doesNotContain("at dev.mneme");
      assertThat(up.out()).isEmpty();
    }
    assertThat(layout().pidFile(PartName.KAFKA)).doesNotExist();
  }

  @Test
  void shouldTakeEverythingDownWhenTheSupervisorIsKilled() throws Exception {
    MnemeProcess.run(folder, up("kafka,postgres"));
    List<ProcessHandle> parts =
        List.of(
            named(layout().pidFile(PartName.KAFKA)).live().orElseThrow(),
            named(layout().pidFile(PartName.POSTGRES)).live().orElseThrow());

    named(layout().supervisorPidFile()).live().orElseThrow().destroyForcibly();

    assertThat(Signals.awaitEnd(parts, SOON)).isTrue();
    MnemeProcess status = MnemeProcess.run(folder, arguments("status"));
    assertThat(status.exitCode()).isEqualTo(1);
    assertThat(status.out()).contains("was not stopped in order").contains("mneme down");
  }

  @Test
  void shouldStartAnewAfterAKilledSupervisorAndSaySo() throws Exception {
    MnemeProcess.run(folder, up("postgres"));
    named(layout().supervisorPidFile()).live().orElseThrow().destroyForcibly();

    MnemeProcess again = MnemeProcess.run(folder, up("postgres"));

    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.err()).contains("was not stopped in order; cleaned up after it");
  }

  @Test
  void shouldTakeEverythingDownWhenUpIsKilledBeforeAllIsReady() throws Exception {
    MnemeProcess up = MnemeProcess.start(folder, up("kafka,postgres"));
    await().atMost(SOON).until(() -> Files.exists(layout().pidFile(PartName.KAFKA)));

    up.process().destroyForcibly();

    assertNothingRuns();
    await().atMost(SOON).until(() -> !Files.exists(layout().supervisorPidFile()));
  }

  @Test
  void shouldTakeEverythingDownWhenUpIsInterruptedBeforeAllIsReady() throws Exception {
    MnemeProcess up = MnemeProcess.start(folder, up("kafka,postgres"));
    await().atMost(SOON).until(() -> Files.exists(layout().pidFile(PartName.KAFKA)));

    up.process().destroy();

    assertThat(up.exitCode()).isNotZero();
    assertThat(Leftovers.of(layout()).isRunning()).isFalse();
    assertThat(layout().supervisorPidFile()).doesNotExist();
  }

  @Test
  void shouldNotKillAnotherProcessThatAStaleFileNames() throws Exception {
    Process bystander = new ProcessBuilder("sleep", "300").start();
    layout().create();
    ProcessIdentity stale =
        new ProcessIdentity(bystander.pid(), Instant.now().minus(Duration.ofDays(1)));
    new PidFile(layout().supervisorPidFile()).write(stale);
    new PidFile(layout().pidFile(PartName.KAFKA)).write(stale);

    MnemeProcess down = MnemeProcess.run(folder, arguments("down"));

    assertThat(down.exitCode()).isZero();
    assertThat(down.out()).contains("only stale files were left");
    assertThat(bystander.isAlive()).isTrue();
    bystander.destroyForcibly();
  }

  @Test
  void shouldEndPartsThatLostTheirOwnerAndTheirTether() throws Exception {
    MnemeProcess.run(folder, up("kafka"));
    ProcessHandle kafka = named(layout().pidFile(PartName.KAFKA)).live().orElseThrow();
    ProcessHandle tether = kafka.parent().orElseThrow();
    List<ProcessHandle> ofTether =
        tether.children().filter(child -> child.pid() != kafka.pid()).toList();
    named(layout().supervisorPidFile()).live().orElseThrow().destroyForcibly();
    tether.destroyForcibly();
    ofTether.forEach(ProcessHandle::destroyForcibly);
    Files.delete(layout().pidFile(PartName.KAFKA));

    MnemeProcess down = MnemeProcess.run(folder, arguments("down"));

    assertThat(down.exitCode()).isZero();
    assertThat(ProcessIdentity.isRunning(kafka)).isFalse();
  }

  @Test
  void shouldSayThatNothingRunsInsteadOfFailingObscurely() throws Exception {
    for (String command : List.of("topics", "lag")) {
      MnemeProcess mneme = MnemeProcess.run(folder, arguments(command));

      assertThat(mneme.exitCode()).isEqualTo(1);
      assertThat(mneme.err()).hasLineCount(1).contains("No stack is running in");
    }
  }
}
