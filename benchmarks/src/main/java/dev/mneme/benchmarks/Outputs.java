package dev.mneme.benchmarks;

import dev.mneme.benchmarks.Output.Spread;
import dev.mneme.topics.Topic;
import dev.mneme.topics.Topics;
import dev.mneme.writer.topology.WriterTopology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Measures what the stage wrote, and makes the twins of its topics that the relays write to. */
final class Outputs {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final String TWIN = "bench.";
  private static final String POLICY = "cleanup.policy";
  private static final String COMPACTED = "compact";

  /** The broker does not let anyone empty a topic that is compacted and nothing else. */
  private static final Map<String, String> EMPTIABLE = Map.of(POLICY, "compact,delete");

  private final Place place;

  Outputs(Place place) {
    this.place = place;
  }

  /**
   * @param group the stage's application id, which its changelogs begin with
   * @param events how many it has processed
   */
  List<Output> of(String group, int events) throws ExecutionException, InterruptedException {
    List<String> topics = new ArrayList<>();
    WriterTopology.TOPICS.stream()
        .filter(t -> t != Topics.EVENTS)
        .forEach(t -> topics.add(t.name()));
    changelogs(group).forEach(topics::add);
    List<Output> outputs = new ArrayList<>();
    for (String topic : topics) {
      Sizes sizes = sizes(topic);
      int times = Math.round((float) sizes.records / events);
      if (times > 0) {
        outputs.add(
            new Output(
                topic,
                TWIN + topic.replace(group + "-", ""),
                spread(topic),
                Math.toIntExact(sizes.keys / sizes.records),
                Math.toIntExact(sizes.values / sizes.records),
                times));
      }
    }
    return outputs;
  }

  private static Spread spread(String topic) {
    if (topic.equals(Topics.OUTCOMES.name())) {
      return Spread.ONE_KEY;
    }
    return topic.equals(Topics.AUDIT.name()) ? Spread.BY_SUBJECT : Spread.AS_THE_EVENT;
  }

  List<String> changelogs(String group) throws ExecutionException, InterruptedException {
    return place.admin().listTopics().names().get().stream()
        .filter(name -> name.startsWith(group + "-"))
        .sorted()
        .toList();
  }

  void createTwins(List<Output> outputs) throws ExecutionException, InterruptedException {
    Map<String, Topic<?>> known =
        Topics.all().stream().collect(Collectors.toMap(Topic::name, topic -> topic));
    List<NewTopic> twins = new ArrayList<>();
    for (Output output : outputs) {
      Topic<?> like = known.get(output.like());
      twins.add(
          new NewTopic(
                  output.topic(),
                  like == null ? Topics.SUBJECT_PARTITIONS : like.partitions(),
                  (short) 1)
              .configs(like == null ? EMPTIABLE : emptiable(like.settings())));
    }
    place.admin().createTopics(twins).all().get();
  }

  /** So that those may be emptied as well that keep the latest record of each key for good. */
  void makeEmptiable(List<Topic<?>> topics) throws ExecutionException, InterruptedException {
    List<AlterConfigOp> operations =
        EMPTIABLE.entrySet().stream()
            .map(e -> new ConfigEntry(e.getKey(), e.getValue()))
            .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
            .toList();
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    topics.stream()
        .filter(topic -> COMPACTED.equals(topic.settings().get(POLICY)))
        .forEach(
            topic ->
                changes.put(
                    new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), operations));
    place.admin().incrementalAlterConfigs(changes).all().get();
  }

  private static Map<String, String> emptiable(Map<String, String> settings) {
    Map<String, String> emptiable = new HashMap<>(settings);
    if (COMPACTED.equals(settings.get(POLICY))) {
      emptiable.putAll(EMPTIABLE);
    }
    return emptiable;
  }

  /** Gives the disk back after a round; nobody reads a round's output later. */
  void empty(List<String> topics) throws ExecutionException, InterruptedException {
    Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
    for (TopicPartition partition : partitions(topics)) {
      all.put(partition, RecordsToDelete.beforeOffset(-1));
    }
    place.admin().deleteRecords(all).all().get();
  }

  private List<TopicPartition> partitions(List<String> topics)
      throws ExecutionException, InterruptedException {
    List<TopicPartition> partitions = new ArrayList<>();
    place
        .admin()
        .describeTopics(topics)
        .allTopicNames()
        .get()
        .forEach(
            (name, topic) ->
                topic
                    .partitions()
                    .forEach(p -> partitions.add(new TopicPartition(name, p.partition()))));
    return partitions;
  }

  /** Of everything on a topic. */
  private static final class Sizes {
    private long records;
    private long keys;
    private long values;
  }

  private Sizes sizes(String topic) throws ExecutionException, InterruptedException {
    Sizes sizes = new Sizes();
    List<TopicPartition> partitions = partitions(List.of(topic));
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                place.bootstrap(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          sizes.records++;
          sizes.keys += record.key() == null ? 0 : record.key().length;
          sizes.values += record.value() == null ? 0 : record.value().length;
        }
      }
    }
    return sizes;
  }
}
