package dev.mneme.cli;

import dev.mneme.stack.PartStatus;
import dev.mneme.stack.StackStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import picocli.CommandLine.Command;

/** How the stack of a home is. */
@Command(
    name = "status",
    description =
        "Show every part: state, process, port, memory, time up, and what is not ready. Exit code 0"
            + " only if all are ready.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  mneme status",
      "  mneme status --output json | jq '.parts[] | select(.state != \"ready\")'"
    })
final class StatusCommand extends StackCommand {

  private static final Duration ONE_CHECK = Duration.ofSeconds(2);
  private static final double MEGABYTE = 1024.0 * 1024.0;

  @Override
  public Integer call() throws IOException, InterruptedException {
    StackStatus status = StackStatus.of(layout(), installation(), ONE_CHECK);
    output.document(document(status), text(status));
    return status.allReady() ? DONE : FAILED;
  }

  private static Map<String, Object> document(StackStatus status) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("home", status.layout().home().toString());
    document.put("ready", status.allReady());
    document.put("headline", status.headline());
    status.supervisor().ifPresent(pid -> document.put("supervisor_pid", pid));
    document.put("rss_bytes", status.residentBytes());
    List<Object> parts = new ArrayList<>();
    for (PartStatus part : status.parts()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("part", part.part().label());
      row.put("state", part.state().name().toLowerCase(Locale.ROOT));
      part.pid().ifPresent(pid -> row.put("pid", pid));
      row.put("port", part.port());
      part.residentBytes().ifPresent(bytes -> row.put("rss_bytes", bytes));
      part.uptime().ifPresent(uptime -> row.put("uptime_seconds", uptime.toSeconds()));
      row.put("detail", part.detail());
      parts.add(row);
    }
    document.put("parts", parts);
    return document;
  }

  private static String text(StackStatus status) {
    if (status.description().isEmpty()) {
      return status.headline() + ".";
    }
    Table table = new Table("PART", "STATE", "PID", "PORT", "RSS", "UP", "");
    for (PartStatus part : status.parts()) {
      table.row(
          part.part().label(),
          part.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
          part.pid().isPresent() ? Long.toString(part.pid().getAsLong()) : "-",
          Integer.toString(part.port()),
          megabytes(part.residentBytes()),
          part.uptime().map(Table::duration).orElse("-"),
          part.isReady() ? "" : part.detail());
    }
    return "%s%n%s. %.0f MB in all%s.%nHome: %s"
        .formatted(
            table,
            status.headline(),
            status.residentBytes() / MEGABYTE,
            status.supervisor().isPresent()
                ? ", supervisor %d (%s)"
                    .formatted(status.supervisor().getAsLong(), megabytes(status.supervisorBytes()))
                : "",
            status.layout().home());
  }

  private static String megabytes(OptionalLong bytes) {
    return bytes.isPresent() ? "%.0f MB".formatted(bytes.getAsLong() / MEGABYTE) : "-";
  }
}
