package dev.mneme.stack.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mneme.stack.StackLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;

/**
 * The key a home signs tokens with: a private JWK (ES256) that only its owner can read, and beside
 * it the public JWKS that the services are given.
 */
public final class SigningKey {
  private final ECKey key;

  private SigningKey(ECKey key) {
    this.key = key;
  }

  /** Reads the key, or makes it; writes the public half if it is not there. */
  public static SigningKey of(StackLayout layout) throws IOException {
    Path file = layout.signingKey();
    if (!Files.exists(file)) {
      write(file, generate().toJSONString(), "rw-------");
    }
    ECKey key = read(file);
    String jwks = new JWKSet(key.toPublicJWK()).toString();
    if (!Files.exists(layout.jwks()) || !Files.readString(layout.jwks()).equals(jwks)) {
      Files.deleteIfExists(layout.jwks());
      write(layout.jwks(), jwks, "rw-r--r--");
    }
    return new SigningKey(key);
  }

  /**
   * @throws java.nio.file.NoSuchFileException when the home has no key yet
   */
  public static SigningKey existing(StackLayout layout) throws IOException {
    return new SigningKey(read(layout.signingKey()));
  }

  /** A token as services take it. */
  public String sign(TokenRequest request, Instant now) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer("mneme")
            .claim("client_id", request.client())
            .claim("tenant", request.tenant())
            .claim("scope", String.join(" ", request.scopes()))
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(request.ttl())));
    if (request.subject() != null) {
      claims.claim("subject", request.subject());
    }
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
              claims.build());
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("every Java signs with ES256", e);
    }
  }

  private static ECKey generate() {
    try {
      return new ECKeyGenerator(Curve.P_256)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.ES256)
          .keyIDFromThumbprint(true)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("every Java makes keys on P-256", e);
    }
  }

  private static ECKey read(Path file) throws IOException {
    try {
      return ECKey.parse(Files.readString(file));
    } catch (ParseException e) {
      throw new IOException(file + " is no key: restore it from a copy, or remove it", e);
    }
  }

  /** Written aside and moved into place, so that two starts at once agree on one file. */
  private static void write(Path file, String text, String permissions) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path draft =
        Files.createTempFile(
            folder,
            "key",
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
    Files.write(draft, text.getBytes(StandardCharsets.UTF_8));
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // Another start was quicker: its key is the one.
    } catch (UnsupportedOperationException e) {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  @Override
  public String toString() {
    return "SigningKey[" + key.getKeyID() + "]";
  }
}
