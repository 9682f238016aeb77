package dev.mneme.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.stack.PartName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What happens to the scopes, as it happens. */
@Command(
    name = "watch",
    description = "Show each event of the guard as it happens, until interrupted.",
    footerHeading = "%nExamples:%n",
    footer = {"  mneme mode watch", "  mneme mode watch --for 10m --output json"})
final class ModeWatchCommand extends StackCommand {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(300);

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "Stop after so long: 90s, 10m, 2h (default: never).")
  private @Nullable String time;

  /** The last epoch that was shown, by scope. */
  private final Map<String, Long> shown = new HashMap<>();

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    String url = running().ports().http(PartName.GUARD) + ModeCommand.SCOPES;
    long begun = System.nanoTime();
    long length = time == null ? Long.MAX_VALUE : ModeCommand.time(time).toNanos();
    try (JsonHttp http = new JsonHttp(tokens("default"))) {
      boolean first = true;
      do {
        look(ModeStatusCommand.scopes(http, url), first);
        first = false;
        Thread.sleep(LOOK_AGAIN);
      } while (System.nanoTime() - begun < length);
    }
    return DONE;
  }

  /** What happened before the first look is not shown. */
  private void look(JsonNode scopes, boolean first) {
    for (JsonNode scope : scopes) {
      String name = scope.path("scope").asText();
      for (JsonNode event : scope.path("last_events")) {
        long epoch = event.path("epoch").asLong();
        if (epoch > shown.getOrDefault(name, 0L)) {
          shown.put(name, epoch);
          if (!first) {
            output.document(
                Map.of("scope", name, "event", event), ModeStatusCommand.line(name, event).strip());
          }
        }
      }
    }
  }
}
