package dev.mneme.cli.eval;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.CommandFailure;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.control.CohortFeature;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Switches features of the reader for a while, as an operator would, and back. */
public final class FeatureSwitch {

  private static final Duration OBEYED = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final JsonHttp http;
  private final String guard;
  private final String reader;
  private final Map<CohortFeature, String> before = new LinkedHashMap<>();

  public FeatureSwitch(JsonHttp http, String guard, String reader) {
    this.http = http;
    this.guard = guard;
    this.reader = reader;
  }

  /** Returns when the reader obeys. */
  public void set(CohortFeature feature, String value) throws CommandFailure, InterruptedException {
    before.putIfAbsent(feature, value(feature));
    write(feature, value);
  }

  /** As it was before the first change. */
  public void back() throws CommandFailure, InterruptedException {
    for (Map.Entry<CohortFeature, String> each : before.entrySet()) {
      write(each.getKey(), each.getValue());
    }
    before.clear();
  }

  private void write(CohortFeature feature, String value)
      throws CommandFailure, InterruptedException {
    if (value(feature).equals(value)) {
      return;
    }
    JsonHttp.Answer answer =
        http.post(
            guard + "/v1/features/" + feature.label(),
            Map.of("value", value, "actor", "mneme eval", "reason", "a comparison"));
    if (!answer.isOk()) {
      throw new CommandFailure("The feature could not be set: " + answer.problem());
    }
    long deadline = System.nanoTime() + OBEYED.toNanos();
    while (!value(feature).equals(value)) {
      if (System.nanoTime() > deadline) {
        throw new CommandFailure(
            "The reader does not obey %s %s within %d s"
                .formatted(feature.label(), value, OBEYED.toSeconds()));
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  private String value(CohortFeature feature) throws CommandFailure, InterruptedException {
    JsonHttp.Answer answer = http.get(reader + "/v1/rollout");
    if (!answer.isOk()) {
      throw new CommandFailure("The reader does not say what it obeys: " + answer.problem());
    }
    for (JsonNode each : answer.body().path("features")) {
      if (each.path("name").asText().equals(feature.label())) {
        return each.path("value").asText();
      }
    }
    throw new CommandFailure("The reader knows no feature " + feature.label());
  }
}
