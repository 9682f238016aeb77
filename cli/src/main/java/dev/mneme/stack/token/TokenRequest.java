package dev.mneme.stack.token;

import dev.mneme.identity.Pseudonym;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a token is to say.
 *
 * @param subject the one pseudonym it opens, or null for none in particular
 * @param client the application it is for; a name, no personal data
 */
public record TokenRequest(
    String tenant, @Nullable String subject, String client, List<String> scopes, Duration ttl) {

  /** Everything the memory API permits for the memories of persons. */
  public static final List<String> MEMORIES =
      List.of(
          "personal:store",
          "personal:edit",
          "personal:recall",
          "personal:forget",
          "personal:export",
          "cohort:store",
          "cohort:distill",
          "population:distill");

  private static final Duration LONGEST = Duration.ofDays(31);
  private static final Duration SHORT = Duration.ofMinutes(5);
  private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
  private static final Pattern CLIENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern SCOPE = Pattern.compile("[a-z_]+(:[a-z_]+)?");

  public TokenRequest {
    scopes = List.copyOf(scopes);
    require(TENANT.matcher(tenant).matches(), "a tenant is lower-case letters, digits and hyphens");
    require(
        subject == null || Pseudonym.isValid(subject),
        "a subject is a pseudonym: hs_ and 43 or more base64url characters, or 64 hexadecimal"
            + " digits");
    require(
        CLIENT.matcher(client).matches(),
        "a client is 1 to 64 letters, digits, dots, hyphens and underscores");
    scopes.forEach(
        scope ->
            require(
                SCOPE.matcher(scope).matches(),
                "a scope is <family>:<operation>, operator, auditor, internal or any_subject"));
    require(
        ttl.isPositive() && ttl.compareTo(LONGEST) <= 0, "a token lives from 1 second to 31 days");
  }

  /** For the commands themselves: short-lived, for every subject of a tenant, and an operator. */
  public static TokenRequest ofCommand(String tenant) {
    List<String> scopes =
        new java.util.ArrayList<>(List.of("operator", "auditor", "any_subject", "personal:reveal"));
    scopes.addAll(MEMORIES);
    return new TokenRequest(tenant, null, "mneme-cli", scopes, SHORT);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
