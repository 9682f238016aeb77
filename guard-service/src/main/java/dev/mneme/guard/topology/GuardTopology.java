package dev.mneme.guard.topology;

import dev.mneme.topics.Topic;
import dev.mneme.topics.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * Outcomes and operators' commands are keyed by scope, so one task sees all there is about a scope
 * and decides alone. What it decides is written to all topics in one transaction with its state and
 * the input's position.
 */
public final class GuardTopology {

  /** What it reads and writes; it cannot start before all of them are there. */
  public static final List<Topic<?>> TOPICS =
      List.of(
          Topics.OUTCOMES,
          Topics.CONTROL,
          Topics.MODE,
          Topics.GUARD_EVENTS,
          Topics.AUDIT,
          Topics.DLQ);

  /** The state of each scope, by its name. */
  public static final String SCOPES = "scopes";

  /** What happened to each scope last, and what operators told it. */
  public static final String HISTORY = "history";

  /** The last mode of each scope as readers see it, kept to begin again from when state is lost. */
  static final String PUBLISHED = "published-modes";

  static final String TO_MODE = "to-mode";
  static final String TO_GUARD_EVENTS = "to-guard-events";
  static final String TO_AUDIT = "to-audit";
  static final String TO_DLQ = "to-dlq";

  private static final String OUTCOMES = "outcomes";
  private static final String GUARD = "guard";
  private static final String CONTROL = "control";
  private static final String OPERATORS = "operators";

  /**
   * The changelog is read whole at each start, so it is kept short: each outcome writes a few
   * hundred bytes over the same few keys.
   */
  private static final Map<String, String> SHORT_CHANGELOG =
      Map.of(
          "segment.bytes", Integer.toString(4 * 1024 * 1024),
          "segment.ms", Integer.toString(10 * 60 * 1000),
          "min.cleanable.dirty.ratio", "0.1");

  private GuardTopology() {}

  public static Topology build(GuardParts parts) {
    var bytesIn = new ByteArrayDeserializer();
    var bytesOut = new ByteArraySerializer();
    var keyOut = new StringSerializer();
    var scopes =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(SCOPES),
                Serdes.String(),
                new StoredForm<>(StateFormat::encode, StateFormat::decode))
            .withLoggingEnabled(SHORT_CHANGELOG)
            .withCachingDisabled();
    var history =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(HISTORY),
                Serdes.String(),
                new StoredForm<>(HistoryFormat::encode, HistoryFormat::decode))
            .withLoggingEnabled(SHORT_CHANGELOG)
            .withCachingDisabled();
    var published =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(PUBLISHED), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .withCachingDisabled();
    return new Topology()
        .addSource(OUTCOMES, bytesIn, bytesIn, Topics.OUTCOMES.name())
        .addProcessor(GUARD, () -> new GuardProcessor(parts), OUTCOMES)
        .addSource(CONTROL, bytesIn, bytesIn, Topics.CONTROL.name())
        .addProcessor(OPERATORS, () -> new CommandProcessor(parts), CONTROL)
        .addStateStore(scopes, GUARD, OPERATORS)
        .addStateStore(history, GUARD, OPERATORS)
        .addGlobalStore(
            published,
            "published",
            new StringDeserializer(),
            bytesIn,
            Topics.MODE.name(),
            "keep-published",
            PublishedModes::new)
        .addSink(TO_MODE, Topics.MODE.name(), keyOut, bytesOut, GUARD, OPERATORS)
        .addSink(TO_GUARD_EVENTS, Topics.GUARD_EVENTS.name(), keyOut, bytesOut, GUARD, OPERATORS)
        .addSink(TO_AUDIT, Topics.AUDIT.name(), keyOut, bytesOut, GUARD, OPERATORS)
        .addSink(TO_DLQ, Topics.DLQ.name(), keyOut, bytesOut, GUARD, OPERATORS);
  }
}
