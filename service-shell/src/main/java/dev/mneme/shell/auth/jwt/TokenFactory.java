package dev.mneme.shell.auth.jwt;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import dev.mneme.shell.auth.Caller;
import dev.mneme.shell.auth.TokenVerifier;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes what checks tokens, or refuses the start: without keys nothing is open by accident. */
@Factory
final class TokenFactory {
  private static final Logger LOG = LoggerFactory.getLogger(TokenFactory.class);
  private static final int FETCH_MILLIS = 2_000;
  private static final int LARGEST_SET = 256 * 1024;

  /** An unknown key id fetches the keys again, but not for everybody who makes one up. */
  private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(5);

  /** For how long the last keys stand in for a source that is away. */
  private static final Duration OUTAGE = Duration.ofHours(1);

  @Context
  TokenVerifier tokenVerifier(TokenSettings settings) {
    if (settings.isOpen()) {
      LOG.warn(
          "OPEN TO EVERYBODY: MNEME_DEVELOPMENT is true and MNEME_JWKS is not set, so nobody is"
              + " asked for a token; never run this with data of real people");
      return token -> new TokenVerifier.Verified(Caller.ofDevelopment());
    }
    if (!settings.hasKeys()) {
      throw new IllegalStateException(
          "MNEME_JWKS is not set; it must be the file or http(s) address of the public keys that"
              + " tokens are signed with (MNEME_DEVELOPMENT=true starts without, open to"
              + " everybody)");
    }
    Claims claims =
        new Claims(settings.tokenIssuer(), settings.tokenAudience(), settings.tokenClockSkew());
    return new JwtVerifier(
        cached(source(String.valueOf(settings.jwks())), settings.jwksRefresh()),
        claims,
        InstantSource.system());
  }

  private static JWKSetSource<SecurityContext> source(String jwks) {
    if (jwks.startsWith("http://") || jwks.startsWith("https://")) {
      try {
        return new URLBasedJWKSetSource<>(
            URI.create(jwks).toURL(),
            new DefaultResourceRetriever(FETCH_MILLIS, FETCH_MILLIS, LARGEST_SET));
      } catch (MalformedURLException | IllegalArgumentException e) {
        throw new IllegalStateException("MNEME_JWKS is no address", e);
      }
    }
    Path file = Path.of(jwks);
    try {
      JWKSet.load(file.toFile());
    } catch (IOException | ParseException e) {
      throw new IllegalStateException("MNEME_JWKS names a file that is no readable JWKS", e);
    }
    return new KeyFile(file);
  }

  static JWKSource<SecurityContext> cached(JWKSetSource<SecurityContext> source, Duration refresh) {
    return JWKSourceBuilder.create(source)
        .cache(refresh.toMillis(), FETCH_MILLIS)
        .refreshAheadCache(false)
        .rateLimited(BETWEEN_FETCHES.toMillis())
        .outageTolerant(OUTAGE.toMillis())
        .build();
  }
}
