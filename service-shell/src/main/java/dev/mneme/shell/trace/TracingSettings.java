package dev.mneme.shell.trace;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where spans go ({@code MNEME_TRACING_*}). Off unless an endpoint is named.
 *
 * @param endpoint OTLP over HTTP, such as {@code http://collector:4318/v1/traces}
 * @param share of the traces begun here that are sampled, 0 to 1; whoever sends a trace has decided
 */
@Context // read at the start: an address that is none must stop it
@ConfigurationProperties("mneme.tracing")
public record TracingSettings(
    @Bindable(defaultValue = "") String endpoint, @Bindable(defaultValue = "1") double share) {

  public TracingSettings {
    if (!endpoint.isBlank() && !isHttp(endpoint)) {
      throw new IllegalArgumentException(
          "MNEME_TRACING_ENDPOINT is no http or https address; it must be like"
              + " http://collector:4318/v1/traces");
    }
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "MNEME_TRACING_SHARE is " + share + "; it must be from 0 to 1");
    }
  }

  public boolean isOn() {
    return !endpoint.isBlank();
  }

  private static boolean isHttp(String address) {
    try {
      URI uri = new URI(address.strip());
      return uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
