package dev.mneme.cli;

import dev.mneme.cli.demo.NotSeen;
import dev.mneme.cli.demo.Teller;
import dev.mneme.cli.drill.Drill;
import dev.mneme.cli.drill.Drills;
import dev.mneme.cli.drill.Ground;
import dev.mneme.cli.drill.Undo;
import dev.mneme.cli.http.JsonHttp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs drills. */
@Command(
    name = "run",
    description = {
      "Run drills against the running stack, one after the other. Each injects a fault, sees"
          + " through the public interfaces that the suite copes, and puts everything back, also"
          + " when it fails or is interrupted.",
      "It needs a reader that was started with \"mneme up --drills\". A drill waits for the guard's"
          + " holds: five minutes each, unless MNEME_GUARD_HOLD says otherwise.",
      "Exit code 1 if something was not seen, with what was missing."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  mneme drill run auth-failure", "  mneme drill run all --output json"})
final class DrillRunCommand extends StackCommand {

  private static final String ALL = "all";

  @Parameters(
      arity = "1..*",
      paramLabel = "NAME",
      description = "Names from \"mneme drill list\", or all.")
  private List<String> names = new ArrayList<>();

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    List<Drill> drills = drills();
    List<Object> documents = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    for (Drill drill : drills) {
      String missing = run(drill, documents);
      if (missing != null) {
        failed.add("%s: %s".formatted(drill.name(), missing));
      }
    }
    output.document(
        documents,
        "%d of %d drills passed".formatted(drills.size() - failed.size(), drills.size()));
    if (!failed.isEmpty()) {
      throw new CommandFailure("Not seen in " + String.join("; ", failed));
    }
    return DONE;
  }

  private List<Drill> drills() {
    if (names.equals(List.of(ALL))) {
      return Drills.all();
    }
    return names.stream()
        .map(
            name ->
                Drills.named(name)
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                "there is no drill called \"%s\"; the drills are %s"
                                    .formatted(
                                        name,
                                        Drills.all().stream()
                                            .map(Drill::name)
                                            .collect(Collectors.joining(", "))))))
        .toList();
  }

  /** What was missing; null when nothing was. */
  private @Nullable String run(Drill drill, List<Object> documents)
      throws CommandFailure, InterruptedException {
    output.progress("%s: %s".formatted(drill.name(), drill.claim()));
    List<String> seen = new ArrayList<>();
    long begun = System.nanoTime();
    String missing;
    try (JsonHttp http = new JsonHttp(tokens("default"))) {
      missing =
          playedAndPutBack(
              drill,
              http,
              line -> {
                seen.add(line);
                output.progress("  " + line);
              });
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("drill", drill.name());
    document.put("passed", missing == null);
    document.put("seen", seen);
    document.put("missing", missing);
    document.put("took_ms", Duration.ofNanos(System.nanoTime() - begun).toMillis());
    documents.add(document);
    output.progress(missing == null ? "  passed" : "  not seen: " + missing);
    return missing;
  }

  private @Nullable String playedAndPutBack(Drill drill, JsonHttp http, Teller teller)
      throws CommandFailure, InterruptedException {
    Undo undo = new Undo();
    Thread onInterrupt = Thread.ofPlatform().unstarted(undo::run);
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    String missing = null;
    try {
      Ground ground = new Ground(http, running().ports(), undo);
      ground.prepare();
      drill.act().play(ground, teller);
    } catch (CommandFailure | InterruptedException | RuntimeException e) {
      throw e;
    } catch (NotSeen e) {
      missing = String.valueOf(e.getMessage());
    } catch (Exception e) {
      missing = e.toString();
    } finally {
      List<String> left = undo.run();
      removeHook(onInterrupt);
      for (String thing : left) {
        output.problem("This could not be put back: " + thing);
        missing = (missing == null ? "" : missing + "; ") + "could not put back " + thing;
      }
    }
    return missing;
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The process ends: the hook does the same as was just done, and finds nothing left to do.
    }
  }
}
