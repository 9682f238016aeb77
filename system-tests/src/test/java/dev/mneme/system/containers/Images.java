package dev.mneme.system.containers;

import dev.mneme.stack.Installation;
import dev.mneme.stack.PartName;
import dev.mneme.system.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The images that {@code docker-compose.yml} names: ours are built, those of others are had. */
final class Images {

  private static final Duration PULL = Duration.ofMinutes(4);
  private static final Pattern OF_OTHERS = Pattern.compile(" +image: (?!mneme/)(\\S+)");

  private static boolean built;

  private Images() {}

  /** The image of a service, from the jars of this build. */
  static String of(PartName service) {
    build();
    return "mneme/%s:%s".formatted(service.label(), Compose.VERSION);
  }

  /** Builds ours, once in a run. */
  static synchronized void build() {
    if (!built) {
      try (Compose compose = new Compose("mneme-images", Map.of())) {
        compose.command("build").orFail();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      built = true;
    }
  }

  /** The image of others, in the version that {@code docker-compose.yml} names. */
  static String ofOthers(String name) {
    return ofOthers().stream()
        .filter(image -> image.startsWith(name + ":"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("docker-compose.yml has no " + name));
  }

  /** Images of others that are neither here nor come when asked for. */
  static List<String> missing() {
    return ofOthers().stream().filter(image -> !isHad(image)).toList();
  }

  private static List<String> ofOthers() {
    try (Stream<String> lines =
        Files.lines(Installation.find().root().resolve("docker-compose.yml"))) {
      return lines
          .map(OF_OTHERS::matcher)
          .filter(Matcher::matches)
          .map(line -> line.group(1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isHad(String image) {
    return Command.of("docker", "image", "inspect", image).run().isDone()
        || Command.of("docker", "pull", "--quiet", image).within(PULL).run().isDone();
  }
}
