package dev.mneme.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.stack.PartName;
import dev.mneme.stack.StackDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;

/** The answers that readers keep. */
@Command(
    name = "cache",
    description = "See the answers that a reader keeps, and throw them away.",
    subcommands = {CacheCommand.Show.class, CacheCommand.Invalidate.class, HelpCommand.class},
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class CacheCommand {

  private static final String CACHE = "/v1/cache";

  private CacheCommand() {}

  private static String text(JsonNode figures) {
    long hits = figures.path("hits").asLong();
    long asked = hits + figures.path("misses").asLong() + figures.path("outdated").asLong();
    return "%d answers kept; %d of %d recalls were given one again, %d were outdated; thrown away %d times"
        .formatted(
            figures.path("entries").asLong(),
            hits,
            asked,
            figures.path("outdated").asLong(),
            figures.path("invalidations").asLong());
  }

  private static void line(StringBuilder text, String of, String says) {
    text.append(text.isEmpty() ? "" : System.lineSeparator()).append(of).append(": ").append(says);
  }

  /** Shows the figures. */
  @Command(
      name = "show",
      description = "Show how many answers each reader keeps, and how often one was given again.",
      footerHeading = "%nExamples:%n",
      footer = "  mneme cache show")
  static final class Show extends StackCommand {

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
      try (JsonHttp http = new JsonHttp(tokens("default"))) {
        StackDescription stack = running();
        Map<String, JsonNode> figures = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        for (PartName part : PartName.values()) {
          if (part.isReader() && stack.partNames().contains(part)) {
            JsonHttp.Answer answer = http.get(stack.ports().http(part) + CACHE);
            if (!answer.isOk()) {
              throw new CommandFailure(
                  "%s does not say: %s".formatted(part.label(), answer.problem()));
            }
            figures.put(part.label(), answer.body());
            line(text, part.label(), text(answer.body()));
          }
        }
        output.document(figures, text.toString());
        return DONE;
      }
    }
  }

  /** Throws answers away. */
  @Command(
      name = "invalidate",
      description = {
        "Throw away the answers that readers keep: those about a subject, or all.",
        "Writes do that by themselves; this is for when a layer was changed by hand.",
        "Whichever instance is asked tells all others; exit code 1 when one did not confirm."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  mneme cache invalidate --all",
        "  mneme cache invalidate --tenant acme --subject hs_…",
        "  mneme cache invalidate --all --reader http://10.0.0.1:4100 --reader http://10.0.0.2:4100"
      })
  static final class Invalidate extends StackCommand {

    /** One of both. */
    private static final class What {

      @Option(names = "--all", required = true, description = "All answers.")
      private boolean all;

      @Option(
          names = "--subject",
          required = true,
          paramLabel = "S",
          description = "Those about this pseudonym.")
      private @Nullable String subject;
    }

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    @Option(
        names = "--tenant",
        paramLabel = "T",
        defaultValue = "default",
        description = "The customer of the subject (default ${DEFAULT-VALUE}).")
    private String tenant = "default";

    @Option(
        names = "--reader",
        paramLabel = "URL",
        description =
            "A reader to ask, which tells the others; repeat it for readers that are no group"
                + " (default: the reader of the running stack).")
    private List<String> readers = new ArrayList<>();

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
      Map<String, Object> body = new LinkedHashMap<>();
      if (what.subject == null) {
        body.put("all", true);
      } else {
        body.put("tenant", tenant);
        body.put("subject", what.subject);
      }
      List<String> asked =
          readers.isEmpty() ? List.of(running().ports().http(PartName.READER)) : readers;
      Map<String, JsonNode> figures = new LinkedHashMap<>();
      StringBuilder text = new StringBuilder();
      boolean everywhere = true;
      try (JsonHttp http = new JsonHttp(tokens("default"))) {
        for (String reader : asked) {
          JsonHttp.Answer answer = http.post(reader + CACHE + "/invalidate", body);
          if (!answer.isOk()) {
            throw new CommandFailure(reader + " refused: " + answer.problem());
          }
          figures.put(reader, answer.body());
          line(text, reader, text(answer.body()));
          for (JsonNode other : answer.body().path("others")) {
            line(text, other.asText(), "done as well");
          }
          for (JsonNode away : answer.body().path("not_reached")) {
            everywhere = false;
            line(text, away.asText(), "did not confirm; what it keeps goes within 30 s by itself");
          }
        }
      }
      output.document(figures, text.toString());
      return everywhere ? DONE : FAILED;
    }
  }
}
