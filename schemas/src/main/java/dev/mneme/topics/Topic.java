package dev.mneme.topics;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * One topic as it is meant to be. Keys are UTF-8 strings, values are Avro in the registry's wire
 * format.
 *
 * @param name name on the broker
 * @param valueType generated class of the values
 * @param keyedBy what the key is, for people
 * @param owner the only writer, or who answers for it when there are several
 * @param partitions number of partitions; topics keyed by subject must all have the same
 * @param cleanup how old records leave
 * @param retention how long records stay, for {@link Cleanup#DELETE}
 * @param visibility whether others than this suite may read it
 * @param purpose one sentence
 * @param particular settings that this topic alone needs, each for a reason said where it is
 *     declared
 */
public record Topic<V extends SpecificRecord>(
    String name,
    Class<V> valueType,
    String keyedBy,
    String owner,
    int partitions,
    Cleanup cleanup,
    Optional<Duration> retention,
    Visibility visibility,
    String purpose,
    Map<String, String> particular) {

  /** Upper bound on how long a replaced or deleted value may stay readable in a compacted topic. */
  private static final Duration LONGEST_COMPACTION_LAG = Duration.ofDays(1);

  /**
   * How far ahead of the broker's clock a writer's may be. A broker allows an hour, and a service
   * whose clock is an hour ahead must still account for what it does.
   */
  private static final Duration CLOCK_AHEAD = Duration.ofDays(1);

  /** How old records leave a topic. */
  public enum Cleanup {
    COMPACT,
    DELETE
  }

  /** Who may read a topic; public topics only change their schema in ways every reader survives. */
  public enum Visibility {
    PUBLIC,
    INTERNAL,
    RESTRICTED
  }

  public Topic {
    if (cleanup == Cleanup.DELETE && retention.isEmpty()) {
      throw new IllegalArgumentException(
          "topic " + name + " is deleted by age but has no retention");
    }
    particular = Map.copyOf(particular);
  }

  /** A topic that needs nothing particular. */
  public Topic(
      String name,
      Class<V> valueType,
      String keyedBy,
      String owner,
      int partitions,
      Cleanup cleanup,
      Optional<Duration> retention,
      Visibility visibility,
      String purpose) {
    this(
        name,
        valueType,
        keyedBy,
        owner,
        partitions,
        cleanup,
        retention,
        visibility,
        purpose,
        Map.of());
  }

  /**
   * The registry's subject for the values, by the TopicNameStrategy that all clients default to.
   */
  public String valueSubject() {
    return name + "-value";
  }

  /** Topic settings as the broker names them. */
  public Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    switch (cleanup) {
      case COMPACT -> {
        settings.put("cleanup.policy", "compact");
        settings.put("max.compaction.lag.ms", Long.toString(LONGEST_COMPACTION_LAG.toMillis()));
      }
      case DELETE -> settings.put("cleanup.policy", "delete");
    }
    settings.put("message.timestamp.after.max.ms", Long.toString(CLOCK_AHEAD.toMillis()));
    retention.ifPresent(r -> settings.put("retention.ms", Long.toString(r.toMillis())));
    settings.putAll(particular);
    return settings;
  }
}
