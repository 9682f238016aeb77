package dev.mneme.shell.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Date;

/** Issues tokens for tests with each algorithm that is believed. */
public sealed interface Signer {
  String sign(JWTClaimsSet claims);

  JWK publicKey();

  static Signer es256(String kid) {
    try {
      ECKey key = new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
      return new Library(JWSAlgorithm.ES256, new ECDSASigner(key), key);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static Signer rs256(String kid, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      KeyPair pair = generator.generateKeyPair();
      return new Jdk(
          JWSAlgorithm.RS256,
          "SHA256withRSA",
          pair,
          new RSAKey.Builder((RSAPublicKey) pair.getPublic()).keyID(kid).build());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static Signer ed25519(String kid) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] encoded = pair.getPublic().getEncoded();
      byte[] x = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
      return new Jdk(
          JWSAlgorithm.EdDSA,
          "Ed25519",
          pair,
          new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x)).keyID(kid).build());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Claims that hold for a minute. */
  static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .claim("tenant", "acme")
        .claim("client_id", "test")
        .expirationTime(new Date(System.currentTimeMillis() + 60_000));
  }

  record Library(JWSAlgorithm algorithm, JWSSigner signer, JWK key) implements Signer {
    @Override
    public String sign(JWTClaimsSet claims) {
      try {
        SignedJWT token =
            new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims);
        token.sign(signer);
        return token.serialize();
      } catch (JOSEException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public JWK publicKey() {
      return key.toPublicJWK();
    }
  }

  record Jdk(JWSAlgorithm algorithm, String name, KeyPair pair, JWK publicKey) implements Signer {
    @Override
    public String sign(JWTClaimsSet claims) {
      try {
        SignedJWT token =
            new SignedJWT(
                new JWSHeader.Builder(algorithm).keyID(publicKey.getKeyID()).build(), claims);
        Signature signature = Signature.getInstance(name);
        signature.initSign(pair.getPrivate());
        signature.update(token.getSigningInput());
        return new String(token.getSigningInput(), StandardCharsets.US_ASCII)
            + "."
            + Base64URL.encode(signature.sign());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
