package dev.mneme.system.monitoring;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs of Prometheus, where they are installed (Debian: {@code prometheus}). */
final class PrometheusTools {

  private PrometheusTools() {}

  /** Skips the test, and says why, where it is not. */
  static String orSkip(String program) {
    Optional<Path> found =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .map(folder -> Path.of(folder, program))
            .filter(Files::isExecutable)
            .findFirst();
    assumeThat(found)
        .as("%s is not on PATH: install Prometheus (Debian: apt-get install prometheus)", program)
        .isPresent();
    return found.orElseThrow().toString();
  }
}
