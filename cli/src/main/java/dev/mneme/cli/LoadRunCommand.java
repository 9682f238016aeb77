package dev.mneme.cli;

import dev.mneme.cli.http.JsonHttp;
import dev.mneme.cli.load.Kept;
import dev.mneme.cli.load.LoadPlan;
import dev.mneme.cli.load.LoadReport;
import dev.mneme.cli.load.LoadRun;
import dev.mneme.cli.load.Scenario;
import dev.mneme.cli.load.Tally;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts load on a deployment. */
@Command(
    name = "run",
    description = {
      "Ask for so much a second and for so long, and look afterwards whether everything that was"
          + " acknowledged is so: each stored memory is recalled, redacted, and no forgotten one."
          + " What was written is forgotten in the end.",
      "Exit code 1 if anything was lost, came back or was not redacted, if requests could not be"
          + " begun, and, with --soak, if a service holds more and more memory, descriptors or"
          + " threads.",
      "",
      "Scenarios: mixed (stores, recalls, packs, forgets), store, recall, context, churn."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mneme load run --rate 50 --duration 1m --keep before",
      "  mneme load run --scenario recall --seed 7",
      "  mneme load run --soak --duration 8h --rate 20"
    })
final class LoadRunCommand extends StackCommand {

  private static final int LETTERS = 6;
  private static final long TOKEN_SECONDS = 60;

  @Mixin private DeploymentOptions where = new DeploymentOptions();

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      defaultValue = "mixed",
      description = "What is asked for (default ${DEFAULT-VALUE}).")
  private String scenario = "mixed";

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed asks the same at the same times (default ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "20",
      description = "Requests a second, in the mean (default ${DEFAULT-VALUE}).")
  private double rate = 20;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "30s",
      description = "How long, such as 30s, 10m, 8h (default ${DEFAULT-VALUE}).")
  private String duration = "30s";

  @Option(
      names = "--subjects",
      paramLabel = "N",
      description =
          "Persons made up for the run (default: one for each 200 requests, 20 at least).")
  private @Nullable Integer subjects;

  @Option(names = "--keep", paramLabel = "NAME", description = "Keep the run under this name.")
  private @Nullable String keep;

  @Option(
      names = "--soak",
      description = "Watch what the services hold meanwhile; judged from five minutes on.")
  private boolean soak;

  @Override
  public Integer call() throws CommandFailure, InterruptedException, IOException {
    Duration time = TokenCommand.duration(duration);
    LoadPlan plan =
        new LoadPlan(
            Scenario.labelled(scenario),
            seed,
            rate,
            time,
            subjects == null ? LoadPlan.usualSubjects(rate, time) : subjects);
    Kept kept = new Kept(layout().loads());
    LoadReport report;
    try (JsonHttp http = new JsonHttp(held(where.token(this)))) {
      LoadRun run =
          new LoadRun(
              http,
              where.deployment(this),
              plan,
              UUID.randomUUID().toString().substring(0, LETTERS),
              output::progress);
      report = run.run(soak);
    }
    kept.write(Kept.LAST, report);
    if (keep != null) {
      kept.write(keep, report);
    }
    output.document(document(report), text(report));
    return report.problems().isEmpty() ? DONE : FAILED;
  }

  /** To sign one for each request would be a load of its own. */
  private static Supplier<String> held(Supplier<String> tokens) {
    return new Supplier<>() {
      private String token = "";
      private long until;

      @Override
      public synchronized String get() {
        long now = System.nanoTime();
        if (token.isEmpty() || now - until > 0) {
          token = tokens.get();
          until = now + Duration.ofSeconds(TOKEN_SECONDS).toNanos();
        }
        return token;
      }
    };
  }

  private static Map<String, Object> document(LoadReport report) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("passed", report.problems().isEmpty());
    document.put("problems", report.problems());
    document.put("scenario", report.scenario());
    document.put("seed", report.seed());
    document.put("rate", report.rate());
    document.put("duration_ms", report.durationMs());
    document.put("subjects", report.subjects());
    Map<String, Object> acts = new LinkedHashMap<>();
    report
        .acts()
        .forEach(
            (act, tally) -> {
              Map<String, Object> row = new LinkedHashMap<>();
              row.put("requests", tally.requests());
              row.put("errors", tally.errors());
              row.put("statuses", tally.statuses());
              row.put("p50_ms", tally.quantileMs(0.5));
              row.put("p99_ms", tally.quantileMs(0.99));
              acts.put(act, row);
            });
    document.put("acts", acts);
    document.put("not_begun", report.notBegun());
    document.put("verified", report.verified());
    document.put("growth", report.growth());
    return document;
  }

  private static String text(LoadReport report) {
    Table table = new Table("ACT", "REQUESTS", "ERRORS", "P50 MS", "P99 MS");
    for (Map.Entry<String, Tally> act : report.acts().entrySet()) {
      Tally tally = act.getValue();
      table.row(
          act.getKey(),
          Long.toString(tally.requests()),
          Long.toString(tally.errors()),
          "%.1f".formatted(tally.quantileMs(0.5)),
          "%.1f".formatted(tally.quantileMs(0.99)));
    }
    List<String> problems = report.problems();
    return "%s%n%d memories stored, %d forgotten; %s"
        .formatted(
            table,
            report.verified().written(),
            report.verified().forgotten(),
            problems.isEmpty()
                ? "all of it is so."
                : "not as it should be: " + String.join("; ", problems));
  }
}
