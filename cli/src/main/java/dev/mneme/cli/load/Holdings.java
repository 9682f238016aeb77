package dev.mneme.cli.load;

import dev.mneme.cli.CommandFailure;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.cli.smoke.Deployment;
import dev.mneme.stack.PartName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What each service holds while a load is on it, as its metrics say. */
final class Holdings {

  private final JsonHttp http;
  private final Deployment deployment;
  private final Map<PartName, Map<Growth.What, List<Double>>> seen = new EnumMap<>(PartName.class);

  Holdings(JsonHttp http, Deployment deployment) {
    this.http = http;
    this.deployment = deployment;
  }

  /** Looks once; a service that does not answer was not seen. */
  synchronized void look() throws InterruptedException {
    for (PartName part : deployment.services().keySet()) {
      try {
        String metrics = http.text(deployment.http(part) + "/metrics");
        for (Growth.What what : Growth.What.values()) {
          double held = sum(metrics, begins(what));
          seen.computeIfAbsent(part, _ -> new EnumMap<>(Growth.What.class))
              .computeIfAbsent(what, _ -> new ArrayList<>())
              .add(held);
        }
      } catch (CommandFailure e) {
        // the load itself tells of a service that is away
      }
    }
  }

  /**
   * @param judged whether the load lasted long enough for it
   */
  synchronized List<Growth> growth(boolean judged) {
    List<Growth> growth = new ArrayList<>();
    seen.forEach(
        (part, each) ->
            each.forEach(
                (what, samples) ->
                    growth.addAll(
                        Growth.of(
                            part.label(),
                            what,
                            samples.stream().mapToDouble(Double::doubleValue).toArray(),
                            judged))));
    return growth;
  }

  private static String begins(Growth.What what) {
    return switch (what) {
      case MEMORY_BYTES -> "jvm_memory_used_bytes{area=\"heap\"";
      case DESCRIPTORS -> "process_files_open_files";
      case THREADS -> "jvm_threads_live_threads";
    };
  }

  private static double sum(String metrics, String begins) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(begins))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
