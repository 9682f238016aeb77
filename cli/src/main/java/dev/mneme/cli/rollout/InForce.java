package dev.mneme.cli.rollout;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What one instance says it obeys.
 *
 * @param url where it was asked
 * @param said its answer; missing when it gave none
 * @param problem why it gave none, empty when it did
 */
public record InForce(String url, JsonNode said, String problem) {

  public boolean answered() {
    return problem.isEmpty();
  }

  public String instance() {
    return said.path("instance").asText(url);
  }

  public String region() {
    return said.path("region").asText("?");
  }

  /** Whether a setting for this region, or {@code *} for all of them, is about this instance. */
  public boolean isIn(String aRegion) {
    return aRegion.equals("*") || aRegion.equals(region());
  }

  /** Whether it obeys the rollout written at this offset, or a newer one. */
  public boolean obeysRollout(long offset) {
    return answered() && since(said.path("rollout")) >= offset;
  }

  /** Whether it obeys the switch of a feature written at this offset, or a newer one. */
  public boolean obeysFeature(String name, long offset) {
    for (JsonNode feature : said.path("features")) {
      if (feature.path("name").asText().equals(name)) {
        return since(feature) >= offset;
      }
    }
    return false;
  }

  private static long since(JsonNode value) {
    return value.path("from").path("offset").asLong(-1);
  }
}
