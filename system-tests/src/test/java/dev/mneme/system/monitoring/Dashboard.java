package dev.mneme.system.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A dashboard of Grafana as it is kept.
 *
 * @param file its name
 */
record Dashboard(String file, JsonNode json) {

  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.+),\\s*\\w+\\)");

  /**
   * A query and where it stands.
   *
   * @param expression as it is sent when every variable has its widest value
   */
  record Query(String dashboard, String panel, String expression) {

    @Override
    public String toString() {
      return "%s / %s: %s".formatted(dashboard, panel, expression);
    }
  }

  String uid() {
    return json.path("uid").asText();
  }

  /** Everything that is drawn, also within rows. */
  List<JsonNode> panels() {
    List<JsonNode> panels = new ArrayList<>();
    for (JsonNode panel : json.path("panels")) {
      panel.path("panels").forEach(panels::add);
      if (!"row".equals(panel.path("type").asText())) {
        panels.add(panel);
      }
    }
    return panels;
  }

  List<Query> queries() {
    List<Query> queries = new ArrayList<>();
    for (JsonNode panel : panels()) {
      for (JsonNode target : panel.path("targets")) {
        queries.add(
            new Query(file, panel.path("title").asText(), widest(target.path("expr").asText())));
      }
    }
    for (JsonNode variable : json.at("/templating/list")) {
      Matcher values = LABEL_VALUES.matcher(variable.at("/query/query").asText());
      if (values.matches()) {
        queries.add(new Query(file, "$" + variable.path("name").asText(), widest(values.group(1))));
      }
    }
    return queries;
  }

  private String widest(String expression) {
    String wide = expression;
    for (JsonNode variable : json.at("/templating/list")) {
      wide = wide.replace("$" + variable.path("name").asText(), ".*");
    }
    return wide;
  }
}
