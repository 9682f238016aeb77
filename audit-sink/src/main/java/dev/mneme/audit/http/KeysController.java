package dev.mneme.audit.http;

import dev.mneme.audit.LedgerSettings;
import dev.mneme.ledger.note.NoteVerifier;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The public keys that checkpoints verify with, the present one first. */
@Controller("/v1/keys")
final class KeysController {
  private final Keys keys;

  KeysController(LedgerSettings settings) {
    List<Key> all = new ArrayList<>();
    all.add(Key.of(settings.signer().verifier()));
    settings.retired().forEach(retired -> all.add(Key.of(retired)));
    this.keys = new Keys(all);
  }

  /** A JWK set (RFC 7517, RFC 8037). */
  @Serdeable
  public record Keys(List<Key> keys) {}

  /**
   * One key.
   *
   * @param noteKey the same as a verifier key of C2SP signed-note
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Key(
      String kty, String crv, String use, String alg, String kid, String x, String noteKey) {

    static Key of(NoteVerifier key) {
      return new Key(
          "OKP",
          "Ed25519",
          "sig",
          "EdDSA",
          key.idText(),
          Base64.getUrlEncoder().withoutPadding().encodeToString(key.publicKey()),
          key.toString());
    }
  }

  /** The public keys that checkpoints verify with. */
  @Get("/jwks")
  HttpResponse<Keys> jwks() {
    return HttpResponse.ok(keys).header(HttpHeaders.CACHE_CONTROL, "public, max-age=300");
  }
}
