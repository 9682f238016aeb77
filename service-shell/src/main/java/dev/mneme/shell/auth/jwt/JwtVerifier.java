package dev.mneme.shell.auth.jwt;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mneme.shell.auth.TokenVerifier;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks signed JWTs: first the algorithm, then the key, the signature, and last the claims. */
final class JwtVerifier implements TokenVerifier {
  private static final Logger LOG = LoggerFactory.getLogger(JwtVerifier.class);
  private static final int LONGEST_TOKEN = 8 * 1024;

  private final JWKSource<SecurityContext> keys;
  private final Claims claims;
  private final InstantSource clock;

  JwtVerifier(JWKSource<SecurityContext> keys, Claims claims, InstantSource clock) {
    this.keys = keys;
    this.claims = claims;
    this.clock = clock;
  }

  @Override
  public Outcome verify(String token) {
    if (token.length() > LONGEST_TOKEN) {
      return new Refused("it is too long");
    }
    SignedJWT parsed;
    JWTClaimsSet said;
    try {
      parsed = SignedJWT.parse(token);
      said = parsed.getJWTClaimsSet();
    } catch (ParseException e) {
      return new Refused("it is no signed JWT");
    }
    if (!Signatures.ALGORITHMS.contains(parsed.getHeader().getAlgorithm())) {
      return new Refused("it must be signed with RS256, ES256 or EdDSA");
    }
    try {
      List<JWK> candidates =
          keys.get(new JWKSelector(JWKMatcher.forJWSHeader(parsed.getHeader())), null);
      if (candidates.isEmpty()) {
        return new Refused("no key is known for it");
      }
      return candidates.stream().anyMatch(key -> Signatures.isValid(parsed, key))
          ? claims.examine(said, clock.instant())
          : new Refused("its signature is wrong");
    } catch (RateLimitReachedException e) {
      return new Refused("no key is known for it"); // asked anew a moment ago, and not again yet
    } catch (KeySourceException e) {
      LOG.warn("keys not available cause={}", e.getClass().getSimpleName());
      return new Unavailable("the keys to check tokens with cannot be had now");
    }
  }
}
