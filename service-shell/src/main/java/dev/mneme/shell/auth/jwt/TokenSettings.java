package dev.mneme.shell.auth.jwt;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens are believed. Every value comes from {@code mneme.*} or the environment ({@code
 * MNEME_*}).
 *
 * @param jwks file or http(s) address of the public keys
 * @param tokenIssuer who must have issued a token; anybody with a key when not set
 * @param tokenAudience whom a token must be for; not looked at when not set
 * @param development true permits a start without keys: nobody is asked who they are then
 * @param tokenClockSkew how far the clocks of issuer and service may differ
 * @param jwksRefresh how long fetched keys are used before they are fetched again; an unknown key
 *     id fetches them at once, within a bound
 */
@ConfigurationProperties("mneme")
public record TokenSettings(
    @Nullable String jwks,
    @Nullable String tokenIssuer,
    @Nullable String tokenAudience,
    @Bindable(defaultValue = "false") String development,
    @Bindable(defaultValue = "30s") Duration tokenClockSkew,
    @Bindable(defaultValue = "5m") Duration jwksRefresh) {

  private static final Duration LARGEST_SKEW = Duration.ofMinutes(5);

  public TokenSettings {
    jwks = presentOrNull(jwks);
    tokenIssuer = presentOrNull(tokenIssuer);
    tokenAudience = presentOrNull(tokenAudience);
    if (!development.equals("true") && !development.equals("false")) {
      throw new IllegalArgumentException(
          "MNEME_DEVELOPMENT is '" + development + "'; it must be true or false");
    }
    if (tokenClockSkew.isNegative() || tokenClockSkew.compareTo(LARGEST_SKEW) > 0) {
      throw new IllegalArgumentException(
          "MNEME_TOKEN_CLOCK_SKEW is " + tokenClockSkew + "; it must be from 0 to 5 minutes");
    }
    if (jwksRefresh.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "MNEME_JWKS_REFRESH is " + jwksRefresh + "; it must be at least a second");
    }
  }

  /** An empty variable is one that is not set. */
  private static @Nullable String presentOrNull(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  public boolean hasKeys() {
    return jwks != null;
  }

  /** Whether nobody is asked who they are: keys, where there are any, always count. */
  public boolean isOpen() {
    return !hasKeys() && development.equals("true");
  }
}
