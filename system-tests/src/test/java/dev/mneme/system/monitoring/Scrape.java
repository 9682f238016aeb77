package dev.mneme.system.monitoring;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What a service says at {@code /metrics}. */
record Scrape(String text) {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String TYPE = "# TYPE ";

  static Scrape of(String service) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return new Scrape(
          http.send(
                  HttpRequest.newBuilder(URI.create(service + "/metrics"))
                      .timeout(PATIENCE)
                      .build(),
                  BodyHandlers.ofString())
              .body());
    }
  }

  /** Each metric and its type. */
  Map<String, String> types() {
    Map<String, String> types = new TreeMap<>();
    text.lines()
        .filter(line -> line.startsWith(TYPE))
        .map(line -> line.substring(TYPE.length()).split(" "))
        .forEach(words -> types.put(words[0], words[1]));
    return types;
  }
}
