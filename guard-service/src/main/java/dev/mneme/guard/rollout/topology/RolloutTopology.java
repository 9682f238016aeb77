package dev.mneme.guard.rollout.topology;

import dev.mneme.topics.Topic;
import dev.mneme.topics.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.Stores;

/**
 * Outcomes, comparisons, modes and commands are read where they are and say what they have to say
 * in a few bytes, to one partition: a plan moves all its regions, so one task sees everything about
 * it and decides alone. What it decides is written to all topics in one transaction with its state.
 *
 * @see <a
 *     href="../../../../../../../../../docs/decisions/0029-one-task-decides-about-a-rollout.md">why
 *     one</a>
 */
public final class RolloutTopology {

  /** What it reads and writes; it cannot start before all of them are there. */
  public static final List<Topic<?>> TOPICS =
      List.of(
          Topics.OUTCOMES,
          Topics.ROLLOUT_OBSERVATIONS,
          Topics.CONTROL,
          Topics.MODE,
          Topics.ROLLOUT_EVENTS,
          Topics.AUDIT,
          Topics.DLQ);

  /** Target of commands about a plan. */
  public static final String PLAN = "plan";

  /** State, history and evidence. */
  public static final String STORE = "rollout";

  /** The last event of each plan, kept to know that state was lost. */
  static final String PUBLISHED = "published-rollouts";

  static final String EVIDENCE = "evidence";
  static final String TO_CONTROL = "to-control";
  static final String TO_EVENTS = "to-rollout-events";
  static final String TO_AUDIT = "to-audit";
  static final String TO_DLQ = "to-dlq";

  /** A sink of its own: shared with the controller it would make one task of all. */
  static final String TO_AUDIT_OF_REFUSED = "to-audit-of-refused";

  private static final String CONTROLLER = "controller";
  private static final String COMMANDS = "read-commands";

  /** Read whole at each start, so it is kept short. */
  private static final Map<String, String> SHORT_CHANGELOG =
      Map.of(
          "segment.bytes", Integer.toString(4 * 1024 * 1024),
          "segment.ms", Integer.toString(10 * 60 * 1000),
          "min.cleanable.dirty.ratio", "0.1");

  private RolloutTopology() {}

  public static Topology build(RolloutParts parts) {
    var builder = new StreamsBuilder();
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
            .withLoggingEnabled(SHORT_CHANGELOG)
            .withCachingDisabled());
    builder.addGlobalStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(PUBLISHED), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .withCachingDisabled(),
        Topics.ROLLOUT_EVENTS.name(),
        Consumed.with(Serdes.String(), Serdes.ByteArray()).withName("published"),
        PublishedRollouts::new);
    KStream<String, byte[]> outcomes =
        read(builder, Topics.OUTCOMES, "read-outcomes", () -> new OutcomeSource(parts));
    KStream<String, byte[]> observations =
        read(
            builder,
            Topics.ROLLOUT_OBSERVATIONS,
            "read-observations",
            () -> new ObservationSource(parts));
    KStream<String, byte[]> modes =
        read(builder, Topics.MODE, "read-modes", () -> new ModeSource(parts));
    KStream<String, byte[]> commands =
        read(builder, Topics.CONTROL, COMMANDS, () -> new CommandSource(parts));
    outcomes
        .merge(observations, Named.as("with-observations"))
        .merge(modes, Named.as("with-modes"))
        .merge(commands, Named.as(EVIDENCE))
        .repartition(
            Repartitioned.<String, byte[]>as(EVIDENCE)
                .withKeySerde(Serdes.String())
                .withValueSerde(Serdes.ByteArray())
                .withNumberOfPartitions(1))
        .process(() -> new ControllerProcessor(parts), Named.as(CONTROLLER), STORE);
    var key = new StringSerializer();
    var value = new ByteArraySerializer();
    return builder
        .build()
        .addSink(TO_CONTROL, Topics.CONTROL.name(), key, value, inOnePartition(), CONTROLLER)
        .addSink(TO_EVENTS, Topics.ROLLOUT_EVENTS.name(), key, value, CONTROLLER)
        .addSink(TO_AUDIT, Topics.AUDIT.name(), key, value, CONTROLLER)
        .addSink(TO_AUDIT_OF_REFUSED, Topics.AUDIT.name(), key, value, COMMANDS)
        .addSink(TO_DLQ, Topics.DLQ.name(), key, value, COMMANDS);
  }

  private static KStream<String, byte[]> read(
      StreamsBuilder builder,
      Topic<?> topic,
      String name,
      ProcessorSupplier<byte[], byte[], String, byte[]> reading) {
    return builder.stream(
            topic.name(),
            Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(topic.name()))
        .process(reading, Named.as(name));
  }

  /** All settings are in one partition, so that the later is the newer whatever their keys. */
  private static StreamPartitioner<String, byte[]> inOnePartition() {
    return (_, _, _, _) -> Optional.of(Set.of(Topics.SETTINGS_PARTITION));
  }
}
