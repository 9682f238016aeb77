package dev.mneme.system.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mneme.stack.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files under {@code ops/prometheus} and {@code ops/grafana}. */
final class Watch {

  static final Path PROMETHEUS = Installation.find().root().resolve("ops/prometheus");
  static final Path GRAFANA = Installation.find().root().resolve("ops/grafana");

  private static final ObjectMapper JSON = new ObjectMapper();

  private Watch() {}

  static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (Path file : files(PROMETHEUS.resolve("rules"), ".yml")) {
      for (JsonNode group : yaml(file).path("groups")) {
        group.path("rules").forEach(rule -> rules.add(rule(rule)));
      }
    }
    return rules;
  }

  static List<Rule.Alert> alerts() {
    return rules().stream()
        .filter(Rule.Alert.class::isInstance)
        .map(Rule.Alert.class::cast)
        .toList();
  }

  private static Rule rule(JsonNode rule) {
    String expression = rule.path("expr").asText();
    return rule.has("record")
        ? new Rule.Recording(rule.path("record").asText(), expression)
        : new Rule.Alert(
            rule.path("alert").asText(),
            expression,
            texts(rule.path("labels")),
            texts(rule.path("annotations")));
  }

  private static java.util.Map<String, String> texts(JsonNode object) {
    java.util.Map<String, String> texts = new java.util.TreeMap<>();
    object.properties().forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
    return texts;
  }

  /** The unit tests of the rules. */
  static List<JsonNode> ruleTests() {
    List<JsonNode> tests = new ArrayList<>();
    for (Path file : files(PROMETHEUS.resolve("tests"), "_test.yml")) {
      yaml(file).path("tests").forEach(tests::add);
    }
    return tests;
  }

  static List<Dashboard> dashboards() {
    return files(GRAFANA.resolve("dashboards"), ".json").stream()
        .map(file -> new Dashboard(file.getFileName().toString(), json(file)))
        .toList();
  }

  static List<Path> files(Path folder, String ending) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode yaml(Path file) {
    Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(text(file));
    return JSON.valueToTree(read);
  }

  private static JsonNode json(Path file) {
    try {
      return JSON.readTree(text(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
