package dev.mneme.cli;

import dev.mneme.cli.http.JsonHttp;
import dev.mneme.cli.smoke.Checked;
import dev.mneme.cli.smoke.Deployment;
import dev.mneme.cli.smoke.Outside;
import dev.mneme.cli.smoke.SmokeChecks;
import dev.mneme.cli.smoke.SmokeRun;
import dev.mneme.stack.PartName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether a deployment works. */
@Command(
    name = "smoke",
    description = {
      "Check a running deployment from outside, in less than a minute: every service, what is"
          + " refused, a recall, the ledger; and, unless --read-only, one memory from its storing"
          + " to its being forgotten.",
      "Without URL it is the stack of the home. Exit code 1 if any check fails.",
      "",
      "Elsewhere a token is needed with the scopes operator, any_subject, personal:store,"
          + " personal:recall and personal:forget: in the variable MNEME_TOKEN or in a file."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mneme smoke",
      "  mneme smoke http://10.0.0.7:4099 --read-only --token-file token",
      "  mneme smoke --output json | jq '.checks[] | select(.passed | not)'"
    })
final class SmokeCommand extends StackCommand {

  private static final Duration WITHIN = Duration.ofSeconds(45);

  @Mixin private DeploymentOptions where = new DeploymentOptions();

  @Option(names = "--read-only", description = "Store nothing, forget nothing.")
  private boolean readOnly;

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    Deployment deployment = where.deployment(this);
    long begun = System.nanoTime();
    List<Checked> results;
    try (JsonHttp http = new JsonHttp(where.token(this));
        JsonHttp nobody = new JsonHttp(() -> "")) {
      results =
          new SmokeRun(new Outside(http, nobody, deployment), readOnly, WITHIN)
              .run(SmokeChecks.all(), this::tell);
    }
    long took = Duration.ofNanos(System.nanoTime() - begun).toMillis();
    long failed = results.stream().filter(result -> !result.passed()).count();
    output.document(
        document(deployment, results, took),
        "%d of %d checks passed in %.1f s"
            .formatted(results.size() - failed, results.size(), took / 1000.0));
    return failed == 0 ? DONE : FAILED;
  }

  private void tell(Checked result) {
    output.progress(
        "%s  %-24s %s"
            .formatted(result.passed() ? "ok    " : "FAILED", result.name(), result.detail()));
  }

  private Map<String, Object> document(
      Deployment deployment, List<Checked> results, long tookMillis) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("writer", deployment.http(PartName.WRITER));
    document.put("read_only", readOnly);
    document.put("passed", results.stream().allMatch(Checked::passed));
    document.put("took_ms", tookMillis);
    document.put("checks", results);
    return document;
  }
}
