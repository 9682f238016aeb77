package dev.mneme.reader.instances;

import java.net.URI;

/**
 * A running reader.
 *
 * @param name stable over restarts; no two have the same
 * @param address where other instances reach it, {@code http://host:port} without a path
 */
public record Instance(String name, URI address) {

  public Instance {
    if (name.isBlank()) {
      throw new IllegalArgumentException("an instance has a name");
    }
    String scheme = address.getScheme();
    if (!("http".equals(scheme) || "https".equals(scheme)) || address.getHost() == null) {
      throw new IllegalArgumentException(
          "the address of an instance must be http://host:port or https://host:port");
    }
  }
}
