package dev.mneme.cli;

import dev.mneme.stack.StackFailure;
import dev.mneme.stack.StackLayout;
import dev.mneme.stack.supervise.Stopper;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stops the stack of a home, or cleans up what is left of it. */
@Command(
    name = "down",
    description = {
      "Stop the stack in order: services first, then what they rest on. What does not stop in time"
          + " is made to.",
      "Also cleans up after a stack that was not stopped in order. Data stays."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  mneme down", "  mneme down --home /tmp/second --grace 10"})
final class DownCommand extends StackCommand {

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      defaultValue = "45",
      description =
          "How long the stack may take before it is made to stop (default ${DEFAULT-VALUE}).")
  private int grace = 45;

  @Override
  public Integer call() throws StackFailure, InterruptedException {
    StackLayout layout = layout();
    long from = System.nanoTime();
    Stopper.Outcome outcome = new Stopper(layout).stop(Duration.ofSeconds(grace));
    double seconds = (System.nanoTime() - from) / 1e9;
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("home", layout.home().toString());
    String text =
        switch (outcome) {
          case Stopper.Outcome.NothingToStop nothing -> {
            document.put("outcome", "nothing_to_stop");
            yield "Nothing was running in %s.".formatted(layout.home());
          }
          case Stopper.Outcome.Stopped stopped -> {
            document.put("outcome", "stopped");
            yield "Stopped the stack in %s after %.1f s.".formatted(layout.home(), seconds);
          }
          case Stopper.Outcome.Forced forced -> {
            document.put("outcome", "forced");
            document.put("found", forced.found());
            yield "The stack in %s did not stop within %d s and was made to: %s."
                .formatted(layout.home(), grace, forced.found());
          }
          case Stopper.Outcome.CleanedUp cleaned -> {
            document.put("outcome", "cleaned_up");
            document.put("found", cleaned.found());
            yield cleaned.found() + ".";
          }
        };
    output.document(document, text);
    return DONE;
  }
}
