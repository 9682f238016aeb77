package dev.mneme.interceptor;

import dev.mneme.redaction.BadPolicyException;
import dev.mneme.redaction.Policy;
import dev.mneme.redaction.PolicyFile;
import dev.mneme.redaction.RedactionKey;
import dev.mneme.redaction.Redactor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;

/**
 * Settings of the interceptor among those of the producer.
 *
 * @param topics only these are redacted; all of them when empty
 */
record InterceptorSettings(Redactor redactor, Set<String> topics) {
  static final String POLICY = "mneme.redaction.policy";
  static final String KEY = "mneme.redaction.key";
  static final String TOPICS = "mneme.redaction.topics";

  /**
   * @throws ConfigException which names the setting, or the policy's file and line; the producer is
   *     not made then
   */
  static InterceptorSettings of(Map<String, ?> configs) {
    Optional<RedactionKey> key = text(configs, KEY).map(InterceptorSettings::key);
    Set<String> topics =
        text(configs, TOPICS).stream()
            .flatMap(list -> Arrays.stream(list.split(",")))
            .map(String::strip)
            .filter(topic -> !topic.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    return new InterceptorSettings(
        text(configs, POLICY)
            .map(file -> redactor(file, key))
            .orElseGet(() -> Redactor.of(Policy.standard())),
        topics);
  }

  private static Optional<String> text(Map<String, ?> configs, String name) {
    Object value = configs.get(name);
    return value == null || value.toString().isBlank()
        ? Optional.empty()
        : Optional.of(value.toString().strip());
  }

  private static Redactor redactor(String file, Optional<RedactionKey> key) {
    try {
      return PolicyFile.redactor(Path.of(file), key);
    } catch (BadPolicyException e) {
      throw new ConfigException(POLICY + ": " + e.getMessage());
    } catch (IOException e) {
      throw new ConfigException(POLICY + ": " + file + " cannot be read as UTF-8 text");
    }
  }

  private static RedactionKey key(String base64) {
    try {
      return new RedactionKey(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(KEY + " is not base64 of 32 bytes or more");
    }
  }

  boolean covers(String topic) {
    return topics.isEmpty() || topics.contains(topic);
  }
}
