package dev.mneme.shell.auth;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as their token says.
 *
 * @param tenant the customer; null when the token names none, which opens no memories
 * @param subject the one pseudonym the token is for, or null when it is for no single person
 * @param client the application that asks; a name, no personal data
 * @param scopes what the token permits
 * @param development nobody is asked who they are here: every tenant, subject and operation
 */
public record Caller(
    @Nullable String tenant,
    @Nullable String subject,
    String client,
    Set<String> scopes,
    boolean development) {

  public static final String OPERATOR = "operator";
  public static final String AUDITOR = "auditor";
  public static final String INTERNAL = "internal";
  public static final String ANY_SUBJECT = "any_subject";

  public static final String DEFAULT_TENANT = "default";

  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /** Everybody, where a service was started for development without keys. */
  public static Caller ofDevelopment() {
    return new Caller(null, null, "development", Set.of(), true);
  }

  public boolean has(String scope) {
    return development || scopes.contains(scope);
  }

  /** The tenant a request means: the one it names, else that of the token. */
  public String tenantOr(@Nullable String named) {
    if (named != null && !named.isBlank()) {
      return named;
    }
    return tenant == null ? DEFAULT_TENANT : tenant;
  }

  /** The subject a request means: the one it names, else that of the token. */
  public @Nullable String subjectOr(@Nullable String named) {
    return named == null || named.isBlank() ? subject : named;
  }

  /** Never the subject: it is a pseudonym, and still a person's. */
  @Override
  public String toString() {
    return "Caller[client=%s, tenant=%s, scopes=%s]".formatted(client, tenant, scopes);
  }
}
