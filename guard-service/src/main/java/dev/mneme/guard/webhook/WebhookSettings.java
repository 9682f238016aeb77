package dev.mneme.guard.webhook;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whom to tell of what: {@code mneme.webhook.*}, or {@code MNEME_WEBHOOK_*} in the environment.
 * Without an address nobody is told anything.
 *
 * @param url where requests are sent
 * @param secret they are signed with
 * @param events which are told of: guard, rollout, audit, separated by commas
 * @param auditResults of audit events, those with these results
 * @param patience how long one attempt may take
 * @param retryFor how long an event is tried before it is given up
 */
@ConfigurationProperties("mneme.webhook")
@Requires(property = "mneme.webhook.url")
public record WebhookSettings(
    String url,
    @Bindable(defaultValue = "") String secret,
    @Bindable(defaultValue = "guard,rollout,audit") String events,
    @Bindable(defaultValue = "refused,failed") String auditResults,
    @Bindable(defaultValue = "PT5S") Duration patience,
    @Bindable(defaultValue = "PT10M") Duration retryFor) {

  /** An attempt holds up the topic's other partitions of this instance. */
  private static final Duration LONGEST_PATIENCE = Duration.ofSeconds(20);

  /** What can be told of. */
  public enum Kind {
    GUARD,
    ROLLOUT,
    AUDIT;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public WebhookSettings {
    address(url);
    Signature.of(secret);
    kinds(events);
    require(
        patience.isPositive() && patience.compareTo(LONGEST_PATIENCE) <= 0,
        "PATIENCE",
        "is above 0 and up to 20 seconds");
    require(!retryFor.isNegative(), "RETRY_FOR", "is no negative time");
  }

  public URI address() {
    return address(url);
  }

  public Signature signature() {
    return Signature.of(secret);
  }

  public Set<Kind> kinds() {
    return kinds(events);
  }

  public Set<String> results() {
    return words(auditResults);
  }

  private static URI address(String url) {
    try {
      URI address = URI.create(url.strip());
      require(
          address.getHost() != null && Set.of("http", "https").contains(address.getScheme()),
          "URL",
          "is an address that begins with https:// or http://");
      return address;
    } catch (IllegalArgumentException e) {
      // an address may hold a secret, as those of Slack do: it is not repeated
      throw new IllegalArgumentException(
          "MNEME_WEBHOOK_URL is an address that begins with https:// or http://");
    }
  }

  private static Set<Kind> kinds(String events) {
    Set<Kind> kinds = new TreeSet<>();
    for (String word : words(events)) {
      kinds.add(
          Arrays.stream(Kind.values())
              .filter(kind -> kind.label().equals(word))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "MNEME_WEBHOOK_EVENTS is of guard, rollout and audit, separated by"
                              + " commas")));
    }
    return kinds;
  }

  private static Set<String> words(String list) {
    return Arrays.stream(list.split(","))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void require(boolean holds, String name, String what) {
    if (!holds) {
      throw new IllegalArgumentException("MNEME_WEBHOOK_%s %s".formatted(name, what));
    }
  }

  /** Never shows the secret, nor the address, which may be one. */
  @Override
  public String toString() {
    return "WebhookSettings[events=%s, auditResults=%s, patience=%s, retryFor=%s]"
        .formatted(events, auditResults, patience, retryFor);
  }
}
