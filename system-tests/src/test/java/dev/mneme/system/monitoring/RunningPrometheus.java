package dev.mneme.system.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.CommandFailure;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Ports;
import dev.mneme.stack.process.Launch;
import dev.mneme.stack.process.Tethered;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A real Prometheus with the rules of {@code ops/prometheus}, {@link Shortened}. */
final class RunningPrometheus implements AutoCloseable {

  private final Tethered process;
  private final String url;
  private final JsonHttp http = new JsonHttp(() -> "none");

  private RunningPrometheus(Tethered process, String url) {
    this.process = process;
    this.url = url;
  }

  /** Watches the services of a stack; is not ready yet. */
  static RunningPrometheus start(String program, Path home, Ports services) throws IOException {
    Files.createDirectories(home.resolve("rules"));
    Files.createDirectories(home.resolve("targets"));
    Files.writeString(
        home.resolve("prometheus.yml"),
        Watch.text(Watch.PROMETHEUS.resolve("prometheus.yml"))
            .replaceAll("scrape_interval: \\d+s", "scrape_interval: 1s")
            .replaceAll("scrape_timeout: \\d+s", "scrape_timeout: 1s")
            .replaceAll("evaluation_interval: \\d+s", "evaluation_interval: 1s"));
    for (Path rules : Watch.files(Watch.PROMETHEUS.resolve("rules"), ".yml")) {
      Files.writeString(
          home.resolve("rules").resolve(rules.getFileName()), Shortened.rules(Watch.text(rules)));
    }
    Files.writeString(home.resolve("targets/local.yml"), targets(services));
    int port = Ports.free().base();
    Tethered process =
        Tethered.start(
            new Launch(
                List.of(
                    program,
                    "--config.file=" + home.resolve("prometheus.yml"),
                    "--storage.tsdb.path=" + home.resolve("data"),
                    "--web.listen-address=127.0.0.1:" + port),
                Map.of(),
                home,
                home.resolve("prometheus.log"),
                Launch.StopSignal.TERM,
                Duration.ofSeconds(10)),
            home);
    return new RunningPrometheus(process, "http://127.0.0.1:" + port);
  }

  private static String targets(Ports ports) {
    String text = Watch.text(Watch.PROMETHEUS.resolve("targets/local.yml"));
    for (PartName part : PartName.all()) {
      if (part.isService()) {
        text =
            text.replace(
                "127.0.0.1:" + Ports.standard().of(part) + "\"",
                "127.0.0.1:" + ports.of(part) + "\"");
      }
    }
    return text;
  }

  boolean isReady() throws InterruptedException {
    try {
      return http.get(url + "/-/ready").isOk();
    } catch (CommandFailure e) {
      return false;
    }
  }

  /** Series that a query has now. */
  JsonNode now(String query) throws CommandFailure, InterruptedException {
    return result("/api/v1/query?query=" + encoded(query));
  }

  /** Series that a query had in a span of time, second by second. */
  JsonNode between(String query, Instant from, Instant to)
      throws CommandFailure, InterruptedException {
    return result(
        "/api/v1/query_range?query=%s&start=%d&end=%d&step=1"
            .formatted(encoded(query), from.getEpochSecond(), to.getEpochSecond()));
  }

  private JsonNode result(String path) throws CommandFailure, InterruptedException {
    JsonHttp.Answer answer = http.get(url + path);
    if (!answer.isOk()) {
      throw new AssertionError("%s is refused: %s".formatted(path, answer.body()));
    }
    return answer.body().at("/data/result");
  }

  /** Names of the alerts that fire now. */
  Set<String> firing() throws CommandFailure, InterruptedException {
    Set<String> names = new TreeSet<>();
    for (JsonNode alert : http.get(url + "/api/v1/alerts").body().at("/data/alerts")) {
      if ("firing".equals(alert.path("state").asText())) {
        names.add(alert.at("/labels/alertname").asText());
      }
    }
    return names;
  }

  private static String encoded(String query) {
    return URLEncoder.encode(query, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.close();
    try {
      process.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it ends with this process
    }
  }
}
