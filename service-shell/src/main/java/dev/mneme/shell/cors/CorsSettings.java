package dev.mneme.shell.cors;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Who may ask from a browser ({@code MNEME_CORS_*}).
 *
 * @param allowedOrigins such as {@code https://console.example.com}, separated by commas; none by
 *     default. There is no wildcard: a token in a page is worth stealing
 * @param maxAge how long a browser may remember what it was told
 */
@Context // read at the start: an origin that can never match must stop it
@ConfigurationProperties("mneme.cors")
public record CorsSettings(
    @Bindable(defaultValue = "") String allowedOrigins,
    @Bindable(defaultValue = "10m") Duration maxAge) {

  public CorsSettings {
    for (String origin : split(allowedOrigins)) {
      if (Origin.parse(origin).isEmpty()) {
        throw new IllegalArgumentException(
            "MNEME_CORS_ALLOWED_ORIGINS holds '"
                + origin
                + "'; an origin is http:// or https://, a host, and a port where it is not the"
                + " usual one, without a path");
      }
    }
    if (maxAge.isNegative()) {
      throw new IllegalArgumentException(
          "MNEME_CORS_MAX_AGE is " + maxAge + "; it must not be negative");
    }
  }

  /** In the form browsers send them. */
  public List<String> origins() {
    return split(allowedOrigins);
  }

  private static List<String> split(String origins) {
    return Arrays.stream(origins.split(",")).map(String::strip).filter(o -> !o.isEmpty()).toList();
  }
}
