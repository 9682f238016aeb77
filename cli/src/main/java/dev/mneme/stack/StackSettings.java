package dev.mneme.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a stack is started with.
 *
 * @param parts which parts to start; the others are not touched
 * @param environment additions to the environment of single services
 * @param readyWithin bound on the whole start
 */
public record StackSettings(
    StackLayout layout,
    Ports ports,
    Set<PartName> parts,
    Installation installation,
    Map<PartName, Map<String, String>> environment,
    Duration readyWithin) {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  public StackSettings {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("name at least one part to start");
    }
    if (readyWithin.isNegative() || readyWithin.isZero()) {
      throw new IllegalArgumentException("the time to become ready must be more than nothing");
    }
    parts = EnumSet.copyOf(parts);
    environment = Map.copyOf(environment);
  }

  /** Every part, from the installation that this code belongs to. */
  public static StackSettings at(Path home, Ports ports) {
    return new StackSettings(
        new StackLayout(home), ports, PartName.all(), Installation.find(), Map.of(), PATIENCE);
  }

  public StackSettings only(Set<PartName> wanted) {
    return new StackSettings(layout, ports, wanted, installation, environment, readyWithin);
  }

  public StackSettings within(Duration duration) {
    return new StackSettings(layout, ports, parts, installation, environment, duration);
  }

  /** Adds a variable to the environment of a service. */
  public StackSettings with(PartName part, String variable, String value) {
    Map<PartName, Map<String, String>> more = new EnumMap<>(PartName.class);
    more.putAll(environment);
    Map<String, String> variables = new HashMap<>(more.getOrDefault(part, Map.of()));
    variables.put(variable, value);
    more.put(part, variables);
    return new StackSettings(layout, ports, parts, installation, more, readyWithin);
  }
}
