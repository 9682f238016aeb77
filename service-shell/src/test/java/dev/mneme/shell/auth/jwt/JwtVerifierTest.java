package dev.mneme.shell.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.mneme.shell.auth.Caller;
import dev.mneme.shell.auth.TokenVerifier;
import dev.mneme.shell.auth.TokenVerifier.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JwtVerifierTest {
  private static final String ADA = "hs_" + "a".repeat(43);
  private static final Signer EC = Signer.es256("ec");
  private static final Signer RSA = Signer.rs256("rsa", 2048);
  private static final Signer ED = Signer.ed25519("ed");

  @TempDir Path folder;
  private Path jwks;
  private Instant now = Instant.now();
  private TokenVerifier verifier;

  @BeforeEach
  void make() throws IOException {
    jwks = folder.resolve("jwks.json");
    publish(EC, RSA, ED);
    verifier = verifier(new Claims(null, null, Duration.ofSeconds(30)));
  }

  @Test
  void shouldSayWhoATokenStandsForWithEachAlgorithm() {
    for (Signer signer : List.of(EC, RSA, ED)) {
      String token =
          signer.sign(
              Signer.claims()
                  .claim("subject", ADA)
                  .claim("scope", "personal:store  personal:recall")
                  .build());

      assertThat(verifier.verify(token))
          .isEqualTo(
              new TokenVerifier.Verified(
                  new Caller(
                      "acme", ADA, "test", Set.of("personal:store", "personal:recall"), false)));
    }
  }

  @Test
  void shouldRefuseASignatureByAnotherKeyUnderAKnownId() {
    for (Signer forger : List.of(Signer.es256("ec"), Signer.rs256("rsa", 2048))) {
      assertThat(verifier.verify(forger.sign(Signer.claims().build())))
          .isEqualTo(new TokenVerifier.Refused("its signature is wrong"));
    }
    assertThat(verifier.verify(Signer.ed25519("ed").sign(Signer.claims().build())))
        .isEqualTo(new TokenVerifier.Refused("its signature is wrong"));
  }

  @Test
  void shouldNeverTakeAnUnsignedTokenNorOneWithASharedSecret() throws Exception {
    JWTClaimsSet claims = Signer.claims().build();
    SignedJWT shared =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("ec").build(), claims);
    shared.sign(new MACSigner(EC.publicKey().toJSONString().getBytes(StandardCharsets.UTF_8)));

    assertThat(verifier.verify(new PlainJWT(claims).serialize()))
        .isEqualTo(new TokenVerifier.Refused("it is no signed JWT"));
    assertThat(verifier.verify(shared.serialize()))
        .isEqualTo(new TokenVerifier.Refused("it must be signed with RS256, ES256 or EdDSA"));
  }

  @Test
  void shouldRefuseAChangedToken() {
    String token = EC.sign(Signer.claims().build());
    String[] parts = token.split("\\.");
    String forged =
        parts[0]
            + "."
            + EC.sign(Signer.claims().claim("tenant", "umbrella").build()).split("\\.")[1]
            + "."
            + parts[2];

    assertThat(verifier.verify(forged)).isInstanceOf(TokenVerifier.Refused.class);
    for (String junk : new String[] {"", ".", "..", "a.b.c", token + "x", "x".repeat(9_000)}) {
      assertThat(verifier.verify(junk)).isInstanceOf(TokenVerifier.Refused.class);
    }
  }

  @Test
  void shouldAskForAnEndAndKeepToItWithinTheSkew() {
    String token =
        EC.sign(
            Signer.claims().expirationTime(Date.from(Instant.ofEpochSecond(1_000_000))).build());

    now = Instant.ofEpochSecond(1_000_029);
    assertThat(verifier.verify(token)).isInstanceOf(TokenVerifier.Verified.class);
    now = Instant.ofEpochSecond(1_000_030);
    assertThat(verifier.verify(token)).isEqualTo(new TokenVerifier.Refused("it has expired"));
    assertThat(verifier.verify(EC.sign(new JWTClaimsSet.Builder().build())))
        .isEqualTo(new TokenVerifier.Refused("it does not say when it expires"));
  }

  @Test
  void shouldNotTakeATokenBeforeItIsValid() {
    String token = EC.sign(Signer.claims().notBeforeTime(Date.from(now.plusSeconds(40))).build());

    assertThat(verifier.verify(token)).isEqualTo(new TokenVerifier.Refused("it is not valid yet"));
  }

  @Test
  void shouldCheckIssuerAndAudienceWhereTheyAreConfigured() {
    verifier = verifier(new Claims("https://id.example", "mneme", Duration.ZERO));

    assertThat(check(claims -> claims.issuer("https://id.example").audience("mneme")))
        .isInstanceOf(TokenVerifier.Verified.class);
    assertThat(check(claims -> claims.issuer("https://other.example").audience("mneme")))
        .isEqualTo(new TokenVerifier.Refused("it was issued by somebody else"));
    assertThat(check(claims -> claims.issuer("https://id.example").audience("other")))
        .isEqualTo(new TokenVerifier.Refused("it is for another audience"));
    assertThat(check(claims -> claims)).isInstanceOf(TokenVerifier.Refused.class);
  }

  @Test
  void shouldRefuseClaimsOfTheWrongForm() {
    assertThat(check(claims -> claims.claim("subject", "ada@example.com")))
        .isEqualTo(new TokenVerifier.Refused("its subject is no pseudonym"));
    assertThat(check(claims -> claims.claim("tenant", "A B")))
        .isEqualTo(new TokenVerifier.Refused("its tenant is none"));
    assertThat(check(claims -> claims.claim("scope", List.of("personal:store"))))
        .isEqualTo(new TokenVerifier.Refused("one of its claims is no text"));
  }

  @Test
  void shouldNotTakeAnAddressForTheNameOfAClient() {
    assertThat(check(claims -> claims.claim("client_id", "ada@example.com")))
        .isEqualTo(
            new TokenVerifier.Verified(new Caller("acme", null, "unnamed", Set.of(), false)));
  }

  @Test
  void shouldFetchTheKeysAgainForAnUnknownIdAndStopSoon() throws IOException {
    assertThat(verifier.verify(EC.sign(Signer.claims().build())))
        .isInstanceOf(TokenVerifier.Verified.class);
    Signer rotated = Signer.es256("rotated");
    publish(rotated);

    assertThat(verifier.verify(rotated.sign(Signer.claims().build())))
        .isInstanceOf(TokenVerifier.Verified.class);
    Files.delete(jwks);
    for (int i = 0; i < 20; i++) {
      assertThat(verifier.verify(Signer.es256("made-up-" + i).sign(Signer.claims().build())))
          .isEqualTo(new TokenVerifier.Refused("no key is known for it"));
    }
    assertThat(verifier.verify(rotated.sign(Signer.claims().build())))
        .isInstanceOf(TokenVerifier.Verified.class);
  }

  @Test
  void shouldSayThatKeysAreAwayRatherThanBlameTheToken() throws IOException {
    Files.delete(jwks);

    assertThat(verifier.verify(EC.sign(Signer.claims().build())))
        .isInstanceOf(TokenVerifier.Unavailable.class);
  }

  @Test
  void shouldNotBelieveAShortRsaKey() throws IOException {
    Signer weak = Signer.rs256("weak", 1024);
    publish(weak);

    assertThat(verifier.verify(weak.sign(Signer.claims().build())))
        .isEqualTo(new TokenVerifier.Refused("its signature is wrong"));
  }

  private Outcome check(java.util.function.UnaryOperator<JWTClaimsSet.Builder> with) {
    return verifier.verify(EC.sign(with.apply(Signer.claims()).build()));
  }

  private TokenVerifier verifier(Claims claims) {
    InstantSource clock = () -> now;
    return new JwtVerifier(
        TokenFactory.cached(new KeyFile(jwks), Duration.ofMinutes(5)), claims, clock);
  }

  private void publish(Signer... signers) throws IOException {
    List<JWK> keys = Arrays.stream(signers).map(Signer::publicKey).toList();
    Files.writeString(jwks, new JWKSet(keys).toString());
  }
}
