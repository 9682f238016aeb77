package dev.mneme.reader.instances.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mneme.reader.instances.Instance;
import dev.mneme.reader.instances.Member;
import dev.mneme.reader.instances.Placement;
import dev.mneme.reader.instances.Placement.Share;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What members tell the leader of their group when they join, and what it tells them: the user data
 * of Kafka's group protocol, as JSON. Later versions may add fields; what is unknown is passed
 * over.
 */
final class GroupNotes {

  private static final ObjectMapper JSON = new ObjectMapper();

  private GroupNotes() {}

  static ByteBuffer write(Member member) {
    ObjectNode note = write(JSON.createObjectNode(), member.instance());
    note.put("since", member.since());
    write(note.putArray("warm"), member.warm());
    write(note.putArray("owned"), member.owned());
    return bytes(note);
  }

  static ByteBuffer write(Placement placement) {
    ObjectNode note = JSON.createObjectNode();
    note.put("partitions", placement.partitions());
    ArrayNode instances = note.putArray("instances");
    placement.instances().forEach(instance -> write(instances.addObject(), instance));
    ObjectNode shares = note.putObject("shares");
    placement
        .shares()
        .forEach(
            (partition, share) -> {
              ObjectNode each = shares.putObject(Integer.toString(partition));
              each.put("owner", share.owner());
              ArrayNode standbys = each.putArray("standbys");
              share.standbys().forEach(standbys::add);
              share.next().ifPresent(next -> each.put("next", next));
            });
    return bytes(note);
  }

  /**
   * @throws IllegalStateException when it is no member's note: another program is in the group
   */
  static Member member(@Nullable ByteBuffer note) {
    JsonNode read = read(note, "owned");
    return new Member(
        instance(read),
        partitions(read.path("warm")),
        partitions(read.path("owned")),
        read.path("since").asInt(-1));
  }

  /**
   * @throws IllegalStateException when it is no leader's note
   */
  static Placement placement(@Nullable ByteBuffer note) {
    JsonNode read = read(note, "shares");
    List<Instance> instances = new ArrayList<>();
    read.path("instances").forEach(each -> instances.add(instance(each)));
    Map<Integer, Share> shares = new TreeMap<>();
    for (Map.Entry<String, JsonNode> each : read.path("shares").properties()) {
      List<String> standbys = new ArrayList<>();
      each.getValue().path("standbys").forEach(name -> standbys.add(name.asText()));
      shares.put(
          Integer.valueOf(each.getKey()),
          new Share(
              each.getValue().path("owner").asText(),
              standbys,
              Optional.ofNullable(each.getValue().get("next")).map(JsonNode::asText)));
    }
    return new Placement(read.path("partitions").asInt(), instances, shares);
  }

  private static ObjectNode write(ObjectNode note, Instance instance) {
    return note.put("name", instance.name()).put("address", instance.address().toString());
  }

  private static void write(ArrayNode note, Set<Integer> partitions) {
    new TreeSet<>(partitions).forEach(note::add);
  }

  private static Instance instance(JsonNode note) {
    return new Instance(note.path("name").asText(), URI.create(note.path("address").asText()));
  }

  private static Set<Integer> partitions(JsonNode note) {
    Set<Integer> partitions = new TreeSet<>();
    note.forEach(each -> partitions.add(each.asInt()));
    return partitions;
  }

  private static ByteBuffer bytes(JsonNode note) {
    try {
      return ByteBuffer.wrap(JSON.writeValueAsBytes(note));
    } catch (IOException e) {
      throw new IllegalStateException("a note can be written", e);
    }
  }

  private static JsonNode read(@Nullable ByteBuffer note, String field) {
    if (note == null || !note.hasRemaining()) {
      throw new IllegalStateException("a member of the group of readers says nothing of itself");
    }
    byte[] bytes = new byte[note.remaining()];
    note.duplicate().get(bytes);
    try {
      JsonNode read = JSON.readTree(bytes);
      if (read.has(field)) {
        return read;
      }
    } catch (IOException e) {
      throw new IllegalStateException("a member of the group of readers is no reader", e);
    }
    throw new IllegalStateException("a member of the group of readers is no reader");
  }
}
