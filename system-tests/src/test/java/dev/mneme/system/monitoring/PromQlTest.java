package dev.mneme.system.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromQlTest {

  @Test
  void shouldNameMetricsAndNeitherFunctionsNorLabelsNorWords() {
    String query =
        "histogram_quantile(0.99, sum by (operation, le) (rate(latency_ms_bucket{status=~\"a|b\"}"
            + "[5m] offset 1h))) / on (operation) group_left (family) (sum(other:ratio5m) > 0) and"
            + " on () max_over_time(up[$__range]) == 2 or vector(1)";

    assertThat(PromQl.metrics(query)).containsExactly("latency_ms_bucket", "other:ratio5m", "up");
  }
}
