package dev.mneme.system.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.stack.Installation;
import dev.mneme.stack.Ports;
import dev.mneme.system.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every block of commands of every runbook, run as it is written, on one suite that {@code mneme
 * up} started.
 */
@Tag("long")
class RunbooksST {

  private static final Duration LONGEST = Duration.ofMinutes(4);
  private static final List<String> STEPS =
      List.of("Symptom", "Diagnosis", "Mitigation", "Verification", "Rollback");

  private static Path home = Path.of("");
  private static Map<String, String> environment = Map.of();

  @BeforeAll
  static void start() throws Exception {
    Path folder = Files.createDirectories(Path.of("target", "stacks").toAbsolutePath());
    home = Files.createTempDirectory(folder, "runbooks-");
    Path bin = Files.createDirectories(home.resolve("bin"));
    Path java = Installation.java();
    Files.createFile(
        bin.resolve("mneme"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    Files.writeString(
        bin.resolve("mneme"),
        """
        #!/bin/sh
        case "$1" in up) shift; set -- up --port-base %d "$@" ;; esac
        exec '%s' -Xmx192m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -D%s='%s' -cp '%s' \
        dev.mneme.cli.Mneme "$@"
        """
            .formatted(
                Ports.free().base(),
                java,
                Installation.PROPERTY,
                Installation.find().root(),
                System.getProperty("java.class.path")));
    environment =
        Map.of(
            "PATH",
            "%s:%s:%s".formatted(bin, java.getParent(), System.getenv("PATH")),
            "MNEME_HOME",
            home.toString(),
            // a machine that builds and tests at once keeps no promise
            "MEMORY_LAYER_CIRCUIT_BREAKER_ENABLED",
            "false");
    run("mneme up");
  }

  @AfterAll
  static void stop() {
    if (!environment.isEmpty()) {
      run("mneme down");
    }
  }

  @Test
  void shouldHaveTheRunbooksThatOperatorsKnowEachWithItsSteps() {
    assertThat(Runbook.all())
        .extracting(Runbook::name)
        .containsExactly(
            "RB-001-service-down.md",
            "RB-002-high-error-rate.md",
            "RB-003-storage-full.md",
            "RB-004-cache-degraded.md",
            "RB-005-slow-queries.md",
            "RB-006-breaker-open.md",
            "RB-007-memory-leak.md",
            "rollout.md");
    for (Runbook runbook : Runbook.all()) {
      assertThat(runbook.sections().keySet()).as(runbook.name()).containsExactlyElementsOf(STEPS);
      assertThat(runbook.sections().get("Diagnosis")).as(runbook.name()).isNotEmpty();
      assertThat(runbook.sections().get("Verification")).as(runbook.name()).isNotEmpty();
    }
  }

  @TestFactory
  Stream<DynamicTest> shouldDoWhatEachRunbookSays() {
    return Runbook.all().stream()
        .map(
            runbook ->
                DynamicTest.dynamicTest(
                    runbook.name(), () -> runbook.blocks().forEach(RunbooksST::run)));
  }

  private static void run(String block) {
    Command.Ended ended =
        Command.of("bash", "-euo", "pipefail", "-c", "cd \"$MNEME_HOME\"\n" + block)
            .with(environment)
            .within(LONGEST)
            .run();
    assertThat(ended.exitCode()).as("%s%n%s%n%s", block, ended.out(), ended.err()).isZero();
  }
}
