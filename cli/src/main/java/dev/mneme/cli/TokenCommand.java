package dev.mneme.cli;

import dev.mneme.stack.token.TokenRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Issues a token for trying things out. */
@Command(
    name = "token",
    description = {
      "Print a development token, signed with the key of the home.",
      "",
      "Scopes are <family>:<operation> (personal:store, personal:edit, personal:recall,"
          + " personal:forget, personal:export, personal:reveal, cohort:store, cohort:distill,"
          + " population:distill), any_subject, operator, auditor, internal."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mneme token --subject 5e88…",
      "  mneme token --scope personal:recall --scope any_subject --ttl 15m",
      "  curl -H \"Authorization: Bearer $(mneme token --scope operator)\""
          + " http://127.0.0.1:4101/v1/guard/scopes"
    })
final class TokenCommand extends StackCommand {

  @Option(
      names = "--tenant",
      paramLabel = "T",
      defaultValue = "default",
      description = "The customer (default ${DEFAULT-VALUE}).")
  private String tenant = "default";

  @Option(
      names = "--subject",
      paramLabel = "S",
      description = "The one pseudonym it opens (default: none; see the scope any_subject).")
  private @Nullable String subject;

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      split = "[ ,]",
      description =
          "What it permits; may be given more than once (default: every operation on memories but"
              + " reveal, and any_subject when no subject is named).")
  private List<String> scopes = new ArrayList<>();

  @Option(
      names = "--client",
      paramLabel = "NAME",
      defaultValue = "mneme-cli",
      description = "The application it is for; no personal data (default ${DEFAULT-VALUE}).")
  private String client = "mneme-cli";

  @Option(
      names = "--ttl",
      paramLabel = "TIME",
      defaultValue = "1h",
      description = "How long it is valid, such as 90s, 15m, 12h, 7d (default ${DEFAULT-VALUE}).")
  private String ttl = "1h";

  @Override
  public Integer call() throws CommandFailure {
    TokenRequest request = new TokenRequest(tenant, subject, client, wanted(), duration(ttl));
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String token = signingKey().sign(request, now);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("token", token);
    document.put("tenant", request.tenant());
    document.put("subject", request.subject());
    document.put("client", request.client());
    document.put("scope", String.join(" ", request.scopes()));
    document.put("expires_at", now.plus(request.ttl()).toString());
    output.document(document, token);
    return DONE;
  }

  private List<String> wanted() {
    List<String> wanted = new ArrayList<>(scopes.isEmpty() ? TokenRequest.MEMORIES : scopes);
    if (scopes.isEmpty() && subject == null) {
      wanted.add("any_subject");
    }
    return wanted;
  }

  static Duration duration(String text) {
    String upper = text.strip().toUpperCase(Locale.ROOT);
    try {
      return Duration.parse(
          upper.startsWith("P") ? upper : upper.endsWith("D") ? "P" + upper : "PT" + upper);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("a time is a number and s, m, h or d, such as 15m", e);
    }
  }
}
