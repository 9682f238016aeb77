package dev.mneme.shell.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mneme.shell.auth.Caller;
import dev.mneme.shell.auth.Family;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bucket per caller and family. Callers are remembered in a bounded number: whoever is forgotten
 * starts with a full bucket again, so the bound is far above the callers of one instance.
 */
@Singleton
public final class RateLimits {
  private static final Duration IDLE = Duration.ofMinutes(10);

  private record Key(
      @Nullable String tenant, String client, @Nullable String subject, Family family) {}

  private final RateSettings settings;
  private final Cache<Key, Bucket> buckets;

  RateLimits(RateSettings settings) {
    this.settings = settings;
    this.buckets =
        Caffeine.newBuilder().maximumSize(settings.mostCallers()).expireAfterAccess(IDLE).build();
  }

  /** Takes one request off the caller's account; when it is empty, how long until it is not. */
  public Optional<Duration> excess(Caller caller, Family family) {
    Key key = new Key(caller.tenant(), caller.client(), caller.subject(), family);
    ConsumptionProbe probe =
        buckets.get(key, k -> bucket(k.family())).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  private Bucket bucket(Family family) {
    int perSecond = settings.perSecond(family);
    return Bucket.builder()
        .addLimit(
            Bandwidth.builder()
                .capacity((long) perSecond * settings.burstSeconds())
                .refillGreedy(perSecond, Duration.ofSeconds(1))
                .build())
        .build();
  }
}
