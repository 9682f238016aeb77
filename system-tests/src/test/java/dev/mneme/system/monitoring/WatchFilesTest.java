package dev.mneme.system.monitoring;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.stack.Installation;
import dev.mneme.stack.PartName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be seen of rules and dashboards without running anything. */
class WatchFilesTest {

  private static final Path RUNBOOKS = Installation.find().root().resolve("ops/runbooks");
  private static final String UID = "mneme-prometheus";
  private static final int COLUMNS = 24;

  @Test
  void shouldAskForNoMetricThatNoServiceExposes() {
    Catalogue catalogue = new Catalogue();
    Set<String> recorded = Watch.rules().stream().map(Rule::name).collect(toSet());
    List<String> unknown = new ArrayList<>();

    Stream.concat(
            Watch.rules().stream().map(rule -> new Asked(rule.name(), rule.expression())),
            Watch.dashboards().stream()
                .flatMap(dashboard -> dashboard.queries().stream())
                .map(query -> new Asked(query.toString(), query.expression())))
        .forEach(
            asked ->
                PromQl.metrics(asked.expression()).stream()
                    .filter(name -> !catalogue.has(name) && !recorded.contains(name))
                    .forEach(name -> unknown.add(name + " in " + asked.where())));

    assertThat(unknown)
        .as("add what is new to ops/prometheus/metrics.txt, correct what was renamed")
        .isEmpty();
  }

  private record Asked(String where, String expression) {}

  @Test
  void shouldUseEachRecordingAndEachMetricOfTheCatalogue() {
    Set<String> asked = new TreeSet<>();
    Watch.rules().forEach(rule -> asked.addAll(PromQl.metrics(rule.expression())));
    Watch.dashboards()
        .forEach(d -> d.queries().forEach(q -> asked.addAll(PromQl.metrics(q.expression()))));

    assertThat(asked)
        .containsAll(
            Watch.rules().stream()
                .filter(Rule.Recording.class::isInstance)
                .map(Rule::name)
                .toList());
    assertThat(new Catalogue().types().keySet())
        .allSatisfy(name -> assertThat(asked).as(name).anyMatch(series -> series.startsWith(name)));
  }

  @Test
  void shouldSayOfEachAlertHowBadItIsWhatIsWrongAndWhatToDo() {
    assertThat(Watch.alerts()).isNotEmpty();
    for (Rule.Alert alert : Watch.alerts()) {
      assertThat(alert.labels().get("severity")).as(alert.name()).isIn("page", "ticket");
      assertThat(alert.notes().get("summary")).as(alert.name()).isNotBlank();
      String runbook = alert.notes().get("runbook_url");
      assertThat(runbook).as(alert.name()).matches("ops/runbooks/(RB-00[1-7]|rollout)[a-z-]*\\.md");
      if (Files.isDirectory(RUNBOOKS)) {
        assertThat(Installation.find().root().resolve(String.valueOf(runbook)))
            .as(alert.name())
            .exists();
      }
    }
  }

  @Test
  void shouldTestOfEachAlertThatItFiresAndThatItStops() {
    for (Rule.Alert alert : Watch.alerts()) {
      assertThat(Watch.ruleTests())
          .as(
              "a test under ops/prometheus/tests in which %s fires, and later does not",
              alert.name())
          .anyMatch(test -> firesAndStops(test, alert.name()));
    }
  }

  private static boolean firesAndStops(JsonNode test, String alert) {
    boolean fired = false;
    for (JsonNode expected : test.path("alert_rule_test")) {
      if (expected.path("alertname").asText().equals(alert)) {
        if (!expected.path("exp_alerts").isEmpty()) {
          fired = true;
        } else if (fired) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void shouldHaveTheDashboardsThatOperatorsLookFor() {
    assertThat(Watch.dashboards())
        .extracting(Dashboard::file)
        .containsExactlyInAnyOrder(
            "operations.json",
            "slo.json",
            "consent-families.json",
            "guard.json",
            "rollout.json",
            "audit.json",
            "topics.json",
            "errors.json");
    assertThat(Watch.dashboards()).extracting(Dashboard::uid).doesNotHaveDuplicates();
  }

  @Test
  void shouldDrawEachPanelInItsPlaceFromTheDataSourceThatIsProvisioned() {
    assertThat(
            Watch.yaml(Watch.GRAFANA.resolve("provisioning/datasources/prometheus.yml"))
                .at("/datasources/0/uid")
                .asText())
        .isEqualTo(UID);
    for (Dashboard dashboard : Watch.dashboards()) {
      assertThat(dashboard.json().path("title").asText()).as(dashboard.file()).isNotBlank();
      assertThat(dashboard.panels())
          .extracting(panel -> panel.path("id").asInt())
          .as(dashboard.file())
          .doesNotHaveDuplicates();
      for (JsonNode panel : dashboard.panels()) {
        String where = dashboard.file() + " / " + panel.path("title").asText();
        assertThat(panel.path("title").asText()).as(where).isNotBlank();
        assertThat(panel.path("description").asText()).as(where).isNotBlank();
        assertThat(panel.at("/datasource/uid").asText()).as(where).isEqualTo(UID);
        assertThat(panel.path("targets")).as(where).isNotEmpty();
        assertThat(panel.at("/fieldConfig/defaults/unit").asText()).as(where).isNotBlank();
      }
      assertThatNothingOverlaps(dashboard);
    }
  }

  private static void assertThatNothingOverlaps(Dashboard dashboard) {
    Set<Integer> taken = new TreeSet<>();
    for (JsonNode panel : dashboard.panels()) {
      JsonNode grid = panel.path("gridPos");
      assertThat(grid.path("x").asInt() + grid.path("w").asInt()).isLessThanOrEqualTo(COLUMNS);
      for (int y = 0; y < grid.path("h").asInt(); y++) {
        for (int x = 0; x < grid.path("w").asInt(); x++) {
          int cell = (grid.path("y").asInt() + y) * COLUMNS + grid.path("x").asInt() + x;
          assertThat(taken.add(cell))
              .as("%s / %s has its place to itself", dashboard.file(), panel.path("title"))
              .isTrue();
        }
      }
    }
  }

  @Test
  void shouldWatchTheSameServicesHereAndInContainers() {
    assertThat(services(Watch.PROMETHEUS.resolve("targets/local.yml")))
        .isEqualTo(
            services(
                Installation.find().root().resolve("ops/docker/prometheus-targets/compose.yml")))
        .isEqualTo(
            PartName.all().stream()
                .filter(PartName::isService)
                .map(PartName::label)
                .collect(toSet()));
  }

  private static Set<String> services(Path targets) {
    Set<String> services = new TreeSet<>();
    Watch.yaml(targets).forEach(each -> services.add(each.at("/labels/service").asText()));
    return services;
  }
}
