package dev.mneme.shell;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds a service. Every value comes from {@code mneme.*} or the environment ({@code
 * MNEME_*}).
 *
 * @param kafkaBootstrap brokers, {@code host:port,…}
 * @param registryUrl base of the registry's Confluent-compatible API
 * @param registryProvider whose serialisers: apicurio or confluent
 * @param region where this instance runs
 * @param instance name of this instance, stable over restarts; by default the service's name and
 *     {@code -0}
 * @param stateDir folder of this instance's own state
 * @param auditKey base64 of 32 bytes or more, for hashes in the audit
 * @param dlqKey base64 of 32 bytes, to seal dead letters with
 */
@ConfigurationProperties("mneme")
public record Surroundings(
    @Bindable(defaultValue = "127.0.0.1:4103") String kafkaBootstrap,
    @Bindable(defaultValue = "http://127.0.0.1:4105/apis/ccompat/v7") URI registryUrl,
    @Bindable(defaultValue = "apicurio") String registryProvider,
    @Bindable(defaultValue = "local") String region,
    @Nullable String instance,
    @Nullable String stateDir,
    @Nullable String auditKey,
    @Nullable String dlqKey) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  public Surroundings {
    requireName("MNEME_REGION", region);
    if (instance != null) {
      requireName("MNEME_INSTANCE", instance);
    }
  }

  /** The instance's name, or the default one of a service. */
  public String instanceOf(String service) {
    return instance == null ? service + "-0" : instance;
  }

  /**
   * @throws IllegalStateException when it is not set: state in a temporary folder would be lost
   *     silently
   */
  public Path statePath() {
    return Path.of(required("MNEME_STATE_DIR", stateDir, "a folder of this instance's own"));
  }

  /**
   * @throws IllegalStateException when it is missing or no base64
   */
  public byte[] auditKeyBytes() {
    return key("MNEME_AUDIT_KEY", auditKey);
  }

  /**
   * @throws IllegalStateException when it is missing or no base64
   */
  public byte[] dlqKeyBytes() {
    return key("MNEME_DLQ_KEY", dlqKey);
  }

  private static byte[] key(String name, @Nullable String value) {
    String text = required(name, value, "base64 of 32 random bytes");
    try {
      return Base64.getDecoder().decode(text.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(name + " is not base64", e); // the value itself stays unsaid
    }
  }

  private static String required(String name, @Nullable String value, String form) {
    if (value == null || value.isBlank()) {
      throw new IllegalStateException(name + " is not set; it must be " + form);
    }
    return value;
  }

  private static void requireName(String name, String value) {
    if (!NAME.matcher(value).matches()) {
      throw new IllegalArgumentException(
          name
              + " is '"
              + value
              + "'; it must be lower-case letters, digits and hyphens, at most 64");
    }
  }

  /** Never shows a key. */
  @Override
  public String toString() {
    return "Surroundings[kafka=%s, registry=%s, region=%s, instance=%s, stateDir=%s]"
        .formatted(kafkaBootstrap, registryUrl, region, instance, stateDir);
  }
}
