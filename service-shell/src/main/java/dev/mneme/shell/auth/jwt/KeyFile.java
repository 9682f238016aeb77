package dev.mneme.shell.auth.jwt;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/** Public keys from a file, which may be replaced while the service runs. */
final class KeyFile implements JWKSetSource<SecurityContext> {
  private final Path file;

  KeyFile(Path file) {
    this.file = file;
  }

  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
      throws KeySourceException {
    try {
      return JWKSet.parse(Files.readString(file));
    } catch (IOException | ParseException e) {
      throw new JWKSetUnavailableException("the file of keys cannot be read", e);
    }
  }

  @Override
  public void close() {}
}
