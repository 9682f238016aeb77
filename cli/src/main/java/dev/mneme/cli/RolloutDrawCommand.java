package dev.mneme.cli;

import dev.mneme.control.Percent;
import dev.mneme.control.Rollout;
import dev.mneme.identity.Pseudonym;
import dev.mneme.identity.SubjectDraw;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which side of a canary a subject is on. */
@Command(
    name = "draw",
    description =
        "Show the number that a subject draws, and from which percentage on a canary includes it."
            + " It follows from pseudonym and seed alone; no service is asked.",
    footerHeading = "%nExamples:%n",
    footer = "  mneme rollout draw 5e88… --percent 10")
final class RolloutDrawCommand extends StackCommand {

  @Parameters(paramLabel = "SUBJECT", description = "The pseudonym.")
  private String subject = "";

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = Rollout.DEFAULT_SEED,
      description = "What it draws under (default ${DEFAULT-VALUE}).")
  private String seed = Rollout.DEFAULT_SEED;

  @Option(
      names = "--percent",
      paramLabel = "P",
      description = "Say whether a canary of this percentage includes it.")
  private @Nullable String percent;

  @Override
  public Integer call() {
    if (!Pseudonym.isValid(subject)) {
      throw new IllegalArgumentException(
          "a subject is a pseudonym: hs_ and 43 or more base64url characters, or 64 hexadecimal"
              + " digits");
    }
    int drawn = SubjectDraw.of(seed, subject);
    String from = new Percent(drawn + 1).toString();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("seed", seed);
    document.put("drawn", drawn);
    document.put("included_from_percent", from);
    String text =
        "drew %d of %d: in a canary from %s %% on".formatted(drawn, SubjectDraw.NUMBERS, from);
    if (percent != null) {
      boolean included = Percent.parse(percent).includes(seed, subject);
      document.put("percent", percent);
      document.put("included", included);
      text += included ? "; in this one" : "; not in this one";
    }
    output.document(document, text);
    return DONE;
  }
}
