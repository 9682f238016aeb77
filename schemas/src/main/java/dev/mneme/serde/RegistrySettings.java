package dev.mneme.serde;

import java.net.URI;
import java.util.Locale;

/**
 * Where the schema registry is, and whose serialisers talk to it.
 *
 * @param url base of the Confluent-compatible API, such as {@code http://host:port/apis/ccompat/v7}
 *     for Apicurio
 * @param provider whose serialisers are used; the wire format is the same
 */
public record RegistrySettings(URI url, Provider provider) {

  /**
   * Implementations of the same wire format. Confluent's come with the Maven profile {@code
   * confluent}.
   */
  public enum Provider {
    APICURIO,
    CONFLUENT;

    /**
     * @throws IllegalArgumentException naming the value and the two that are possible
     */
    public static Provider parse(String name) {
      return switch (name.toLowerCase(Locale.ROOT)) {
        case "apicurio" -> APICURIO;
        case "confluent" -> CONFLUENT;
        default ->
            throw new IllegalArgumentException(
                "registry provider is '" + name + "'; it must be apicurio or confluent");
      };
    }
  }
}
