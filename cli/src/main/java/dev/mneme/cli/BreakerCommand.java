package dev.mneme.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.stack.PartName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The breakers of the services that answer for memories. */
@Command(
    name = "breaker",
    description = "See which operations keep what is promised of them, and reset their breakers.",
    subcommands = {BreakerCommand.Status.class, BreakerCommand.Reset.class},
    synopsisSubcommandLabel = "COMMAND")
final class BreakerCommand {

  private static final String BREAKERS = "/v1/breakers";
  private static final List<PartName> SERVICES = List.of(PartName.WRITER, PartName.READER);

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  private BreakerCommand() {}

  /** What they are. */
  @Command(
      name = "status",
      description =
          "Show every breaker: closed, half_open or open; the requests of the last minute and how"
              + " many of them took longer than promised or failed.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  mneme breaker status",
        "  mneme breaker status --output json | jq '.[] | select(.state != \"closed\")'"
      })
  static final class Status extends StackCommand {

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
      List<Map<String, Object>> all = new ArrayList<>();
      try (JsonHttp http = new JsonHttp(tokens("default"))) {
        for (PartName service : SERVICES) {
          JsonHttp.Answer answer = http.get(running().ports().http(service) + BREAKERS);
          if (!answer.isOk()) {
            throw new CommandFailure(
                "%s does not say: %s".formatted(service.label(), answer.problem()));
          }
          answer.body().forEach(breaker -> all.add(row(service, breaker)));
        }
      }
      output.document(all, text(all));
      return DONE;
    }

    private static Map<String, Object> row(PartName service, JsonNode breaker) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("service", service.label());
      row.put("operation", breaker.path("operation").asText());
      row.put("state", breaker.path("state").asText());
      row.put("enabled", breaker.path("enabled").asBoolean());
      row.put("requests", breaker.path("requests").asLong());
      row.put("violations", breaker.path("violations").asLong());
      row.put("promise_ms", breaker.path("promise_ms").asLong());
      row.put("retry_after_ms", breaker.path("retry_after_ms").asLong());
      return row;
    }

    private static String text(List<Map<String, Object>> all) {
      Table table =
          new Table(
              "SERVICE", "OPERATION", "STATE", "REQUESTS", "VIOLATIONS", "PROMISE", "OPENS AGAIN");
      for (Map<String, Object> row : all) {
        long wait = (Long) row.get("retry_after_ms");
        table.row(
            String.valueOf(row.get("service")),
            String.valueOf(row.get("operation")),
            (Boolean) row.get("enabled") ? String.valueOf(row.get("state")) : "off",
            String.valueOf(row.get("requests")),
            String.valueOf(row.get("violations")),
            row.get("promise_ms") + " ms",
            wait == 0 ? "-" : "in " + Math.ceilDiv(wait, 1000) + " s");
      }
      return table.toString();
    }
  }

  /** Closes one. */
  @Command(
      name = "reset",
      description = {
        "Close the breaker of an operation and forget what it counted, wherever the operation is"
            + " answered.",
        "Exit code 1 if nothing answers that operation."
      },
      footerHeading = "%nExamples:%n",
      footer = {"  mneme breaker reset recall", "  mneme breaker reset store --output json"})
  static final class Reset extends StackCommand {

    @Parameters(
        paramLabel = "OPERATION",
        description = "As \"mneme breaker status\" shows it: store, recall, forget, …")
    private String operation = "";

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
      if (!operation.matches("[a-z]{1,32}")) {
        throw new CommandFailure(
            "An operation is a word as \"mneme breaker status\" shows it, such as recall");
      }
      List<String> where = new ArrayList<>();
      try (JsonHttp http = new JsonHttp(tokens("default"))) {
        for (PartName service : SERVICES) {
          JsonHttp.Answer answer =
              http.post(
                  "%s%s/%s/reset".formatted(running().ports().http(service), BREAKERS, operation),
                  Map.of());
          if (answer.isOk()) {
            where.add(service.label());
          } else if (answer.status() != 404) {
            throw new CommandFailure("%s refused: %s".formatted(service.label(), answer.problem()));
          }
        }
      }
      if (where.isEmpty()) {
        throw new CommandFailure(
            "No service answers \"%s\": \"mneme breaker status\" shows those there are"
                .formatted(operation));
      }
      output.document(
          Map.of("operation", operation, "reset", where),
          "%s is let in again by %s.".formatted(operation, String.join(" and ", where)));
      return DONE;
    }
  }
}
