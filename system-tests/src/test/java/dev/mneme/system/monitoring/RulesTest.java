package dev.mneme.system.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.system.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * {@code promtool} over what is under {@code ops/prometheus}; skipped where it is not installed.
 */
class RulesTest {

  @Test
  void shouldBeAConfigurationThatPrometheusTakes() {
    String promtool = PrometheusTools.orSkip("promtool");

    String said =
        Command.of(
                promtool, "check", "config", Watch.PROMETHEUS.resolve("prometheus.yml").toString())
            .orFail();

    assertThat(said).contains("SUCCESS").doesNotContain("FAILED");
  }

  @Test
  void shouldPassTheUnitTestsOfItsRules() {
    List<String> words =
        new ArrayList<>(List.of(PrometheusTools.orSkip("promtool"), "test", "rules"));
    List<Path> tests = Watch.files(Watch.PROMETHEUS.resolve("tests"), "_test.yml");
    tests.forEach(file -> words.add(file.toString()));

    String said = Command.of(words).orFail();

    assertThat(said.lines().filter(line -> line.contains("SUCCESS"))).hasSameSizeAs(tests);
  }
}
