package dev.mneme.system.monitoring;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The metrics that rules and dashboards may ask for: {@code ops/prometheus/metrics.txt}, a name and
 * its type a line. That the services expose them is seen on the running suite.
 */
final class Catalogue {

  private static final List<String> PARTS = List.of("_bucket", "_count", "_sum");

  /** What Prometheus itself adds. */
  private static final Set<String> OWN = Set.of("up", "ALERTS");

  private final Map<String, String> types = new TreeMap<>();

  Catalogue() {
    Watch.text(Watch.PROMETHEUS.resolve("metrics.txt"))
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.strip().split("\\s+"))
        .forEach(words -> types.put(words[0], words[1]));
  }

  Map<String, String> types() {
    return types;
  }

  /** Whether a series of this name can come of a metric here. */
  boolean has(String series) {
    return types.containsKey(series) || OWN.contains(series) || partOf(series).isPresent();
  }

  private Optional<String> partOf(String series) {
    return PARTS.stream()
        .filter(series::endsWith)
        .map(part -> series.substring(0, series.length() - part.length()))
        .map(types::get)
        .filter(type -> type != null && (type.equals("histogram") || type.equals("summary")))
        .filter(type -> !series.endsWith("_bucket") || type.equals("histogram"))
        .findFirst();
  }
}
