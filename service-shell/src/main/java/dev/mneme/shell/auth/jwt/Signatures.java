package dev.mneme.shell.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Set;

/**
 * The signatures that are believed: asymmetric ones only, so that nobody who can check a token can
 * make one. Ed25519 is checked by the JDK, because the library wants another one for it.
 */
final class Signatures {
  static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256, JWSAlgorithm.EdDSA);

  private static final int SHORTEST_RSA = 2048;

  /** SubjectPublicKeyInfo of RFC 8410 before the 32 bytes of the key. */
  private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private Signatures() {}

  static boolean isValid(SignedJWT token, JWK key) {
    try {
      return switch (key) {
        case RSAKey rsa when rsa.size() >= SHORTEST_RSA -> token.verify(new RSASSAVerifier(rsa));
        case ECKey ec when Curve.P_256.equals(ec.getCurve()) -> token.verify(new ECDSAVerifier(ec));
        case OctetKeyPair ed when Curve.Ed25519.equals(ed.getCurve()) -> ed25519(token, ed);
        default -> false; // a key of another kind signs nothing here
      };
    } catch (JOSEException | GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean ed25519(SignedJWT token, OctetKeyPair key)
      throws GeneralSecurityException {
    byte[] x = key.getDecodedX();
    byte[] encoded =
        ByteBuffer.allocate(ED25519_PREFIX.length + x.length).put(ED25519_PREFIX).put(x).array();
    Signature signature = Signature.getInstance("Ed25519");
    signature.initVerify(
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
    signature.update(token.getSigningInput());
    return signature.verify(token.getSignature().decode());
  }
}
