package dev.mneme.reader;

import dev.mneme.reader.instances.Instance;
import dev.mneme.reader.instances.http.ForwardingSettings;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How this instance shares the work with others ({@code mneme.instances.*}, {@code
 * MNEME_INSTANCES_*}).
 *
 * @param advertisedUrl where other instances reach this one; by default where it listens
 * @param standbys copies of each partition that are kept beside the owner's
 * @param forwardBudget how long other instances may take for a recall that was asked here
 * @param forwards most requests that wait for other instances at once; more are answered here
 */
@ConfigurationProperties("mneme.instances")
record InstanceSettings(
    @Nullable String advertisedUrl,
    @Bindable(defaultValue = "1") int standbys,
    @Bindable(defaultValue = "PT0.12S") Duration forwardBudget,
    @Bindable(defaultValue = "64") int forwards) {

  InstanceSettings {
    if (advertisedUrl != null) {
      try {
        new Instance("this", URI.create(advertisedUrl));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "MNEME_INSTANCES_ADVERTISED_URL must be http://host:port or https://host:port", e);
      }
    }
    if (standbys < 0) {
      throw new IllegalArgumentException(
          "MNEME_INSTANCES_STANDBYS is " + standbys + "; it must be at least 0");
    }
    if (!forwardBudget.isPositive()) {
      throw new IllegalArgumentException(
          "MNEME_INSTANCES_FORWARD_BUDGET is " + forwardBudget + "; it must be positive");
    }
    if (forwards < 1) {
      throw new IllegalArgumentException(
          "MNEME_INSTANCES_FORWARDS is " + forwards + "; it must be at least 1");
    }
  }

  ForwardingSettings forwarding(Duration recallBudget, Duration forOwnWrites) {
    return new ForwardingSettings(forwardBudget, recallBudget, forOwnWrites);
  }

  /** Where others reach a server that listens there; one that listens everywhere, by its host. */
  URI address(String scheme, String host, int port) throws UnknownHostException {
    if (advertisedUrl != null) {
      return URI.create(
          advertisedUrl.endsWith("/")
              ? advertisedUrl.substring(0, advertisedUrl.length() - 1)
              : advertisedUrl);
    }
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]");
    String reached = everywhere ? InetAddress.getLocalHost().getHostAddress() : host;
    return URI.create("%s://%s:%d".formatted(scheme, reached, port));
  }
}
