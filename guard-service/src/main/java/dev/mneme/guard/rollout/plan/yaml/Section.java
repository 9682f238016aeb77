package dev.mneme.guard.rollout.plan.yaml;

import dev.mneme.guard.rollout.plan.PlanProblem;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One mapping of the file. What cannot be taken is noted with its line and the default is given in
 * its place, so that all that is wrong is found at once.
 */
final class Section {
  private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final Duration LONGEST = Duration.ofDays(30);

  private final String path;
  private final int line;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Set<String> known = new TreeSet<>();
  private final Set<String> taken = new TreeSet<>();
  private final List<PlanProblem> problems;

  /**
   * @param node none when the section is left out
   */
  Section(String path, int line, @Nullable Node node, List<PlanProblem> problems) {
    this.path = path;
    this.line = line;
    this.problems = problems;
    switch (node) {
      case null -> {}
      case MappingNode mapping -> mapping.getValue().forEach(this::put);
      case Node other -> wrong(other, "", "must hold keys and values");
    }
  }

  private void put(NodeTuple entry) {
    String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
    if (values.put(key, entry.getValueNode()) != null) {
      wrong(entry.getKeyNode(), key, "is there twice");
    }
  }

  @Nullable Node take(String key) {
    known.add(key);
    if (values.containsKey(key)) {
      taken.add(key);
    }
    return values.get(key);
  }

  Section section(String key) {
    Node node = take(key);
    return new Section(name(key), node == null ? line : lineOf(node), node, problems);
  }

  @Nullable String text(String key) {
    return switch (take(key)) {
      case null -> null;
      case ScalarNode scalar -> scalar.getValue().strip();
      case Node other -> {
        wrong(other, key, "must be a single value");
        yield null;
      }
    };
  }

  double number(String key, double usual, double least, double most) {
    String text = text(key);
    if (text == null) {
      return usual;
    }
    try {
      double number = Double.parseDouble(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    wrong(key, "must be a number from %s to %s".formatted(plain(least), plain(most)));
    return usual;
  }

  int whole(String key, int usual, int least, int most) {
    double number = number(key, usual, least, most);
    if (number != Math.rint(number)) {
      wrong(key, "must be a whole number");
      return usual;
    }
    return (int) number;
  }

  Duration time(String key, Duration usual, Duration least) {
    String text = text(key);
    if (text == null) {
      return usual;
    }
    Duration time = parsed(text);
    if (time == null || time.compareTo(least) < 0 || time.compareTo(LONGEST) > 0) {
      wrong(key, "must be a length of time such as 250ms, 90s, 10m or 2h, up to 30d");
      return usual;
    }
    return time;
  }

  private static @Nullable Duration parsed(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      try {
        return Duration.parse(text);
      } catch (DateTimeParseException e) {
        return null;
      }
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  /** The texts of a list; none when there is no list or it holds something else. */
  List<String> texts(String key) {
    Node node = take(key);
    if (node instanceof SequenceNode list
        && list.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
      return list.getValue().stream().map(item -> ((ScalarNode) item).getValue()).toList();
    }
    if (node != null) {
      wrong(node, key, "must be a list of names");
    }
    return List.of();
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  void wrong(String key, String message) {
    Node node = values.get(key);
    problems.add(new PlanProblem(node == null ? line : lineOf(node), name(key), message));
  }

  private void wrong(Node node, String key, String message) {
    problems.add(new PlanProblem(lineOf(node), name(key), message));
  }

  /** After all keys were asked for: whatever is left is none. */
  void end() {
    for (String key : values.keySet()) {
      if (!taken.contains(key)) {
        wrong(key, "is no key here; there are " + String.join(", ", known));
      }
    }
  }

  private String name(String key) {
    if (key.isEmpty()) {
      return path.isEmpty() ? "the plan" : path;
    }
    return path.isEmpty() ? key : path + "." + key;
  }

  static int lineOf(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  private static String plain(double number) {
    return number == Math.rint(number)
        ? String.format(Locale.ROOT, "%.0f", number)
        : Double.toString(number);
  }
}
