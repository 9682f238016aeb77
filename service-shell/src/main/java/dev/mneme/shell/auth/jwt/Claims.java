package dev.mneme.shell.auth.jwt;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.mneme.identity.Pseudonym;
import dev.mneme.shell.auth.Caller;
import dev.mneme.shell.auth.TokenVerifier.Outcome;
import dev.mneme.shell.auth.TokenVerifier.Refused;
import dev.mneme.shell.auth.TokenVerifier.Verified;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a token with a good signature says, and whether it holds now.
 *
 * @param issuer who must have issued it, or null for anybody
 * @param audience whom it must be for, or null for anybody
 * @param skew how far clocks may differ
 */
record Claims(@Nullable String issuer, @Nullable String audience, Duration skew) {
  private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  /** The form of a name that may be written down: no e-mail address has it. */
  private static final Pattern CLIENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private static final String UNNAMED = "unnamed";

  Outcome examine(JWTClaimsSet claims, Instant now) {
    Date expires = claims.getExpirationTime();
    if (expires == null) {
      return new Refused("it does not say when it expires");
    }
    if (!now.isBefore(expires.toInstant().plus(skew))) {
      return new Refused("it has expired");
    }
    Date notBefore = claims.getNotBeforeTime();
    if (notBefore != null && now.isBefore(notBefore.toInstant().minus(skew))) {
      return new Refused("it is not valid yet");
    }
    if (issuer != null && !issuer.equals(claims.getIssuer())) {
      return new Refused("it was issued by somebody else");
    }
    if (audience != null && !claims.getAudience().contains(audience)) {
      return new Refused("it is for another audience");
    }
    try {
      return caller(claims);
    } catch (ParseException e) {
      return new Refused("one of its claims is no text");
    }
  }

  private static Outcome caller(JWTClaimsSet claims) throws ParseException {
    String tenant = claims.getStringClaim("tenant");
    if (tenant != null && !TENANT.matcher(tenant).matches()) {
      return new Refused("its tenant is none");
    }
    String subject = claims.getStringClaim("subject");
    if (subject != null && !Pseudonym.isValid(subject)) {
      return new Refused("its subject is no pseudonym");
    }
    return new Verified(new Caller(tenant, subject, client(claims), scopes(claims), false));
  }

  private static Set<String> scopes(JWTClaimsSet claims) throws ParseException {
    String scope = claims.getStringClaim("scope");
    return scope == null
        ? Set.of()
        : Arrays.stream(scope.split(" ")).filter(s -> !s.isBlank()).collect(Collectors.toSet());
  }

  /** RFC 9068 names it client_id, OpenID Connect azp. */
  private static String client(JWTClaimsSet claims) throws ParseException {
    String client = claims.getStringClaim("client_id");
    if (client == null) {
      client = claims.getStringClaim("azp");
    }
    return client != null && CLIENT.matcher(client).matches() ? client : UNNAMED;
  }
}
