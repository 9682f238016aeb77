package dev.mneme.writer.memories;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mneme.events.MemoryRecord;
import dev.mneme.writer.admission.Limits;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What two memories say together. Where only one of them can be right the target is. */
final class Combining {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final Limits limits;
  private final Redaction redaction;

  Combining(Limits limits, Redaction redaction) {
    this.limits = limits;
    this.redaction = redaction;
  }

  /** The target with the content of the source. */
  static MemoryRecord.Builder contentOf(MemoryRecord source, MemoryRecord target) {
    return MemoryRecord.newBuilder(target)
        .setType(source.getType())
        .setText(source.getText())
        .setSpeaker(source.getSpeaker())
        .setConversation(source.getConversation())
        .setSession(source.getSession())
        .setTags(source.getTags())
        .setMetadata(source.getMetadata())
        .setOccurredAt(source.getOccurredAt())
        .setRedactions(source.getRedactions())
        .setPolicyVersion(source.getPolicyVersion())
        .setConfidence(source.getConfidence())
        .setProject(source.getProject())
        .setAnchors(source.getAnchors())
        .setData(source.getData())
        .setContentHash(source.getContentHash());
  }

  /** Both, or empty when that is more than one memory may be. */
  Optional<MemoryRecord> combine(MemoryRecord target, MemoryRecord source) {
    String text = text(target.getText(), source.getText());
    List<String> tags = union(target.getTags(), source.getTags());
    List<String> anchors = union(target.getAnchors(), source.getAnchors());
    Map<String, String> metadata = new TreeMap<>(source.getMetadata());
    metadata.putAll(target.getMetadata());
    String data = data(target.getData(), source.getData());
    if (text.length() > limits.text()
        || tags.size() > limits.tags()
        || anchors.size() > limits.anchors()
        || metadata.size() > limits.metadataEntries()
        || (data != null && data.length() > limits.data())) {
      return Optional.empty();
    }
    return Optional.of(
        redaction.again(
            MemoryRecord.newBuilder(target)
                .setText(text)
                .setTags(tags)
                .setAnchors(anchors)
                .setMetadata(metadata)
                .setData(data)
                .setSpeaker(either(target.getSpeaker(), source.getSpeaker()))
                .setConversation(either(target.getConversation(), source.getConversation()))
                .setSession(either(target.getSession(), source.getSession()))
                .setProject(either(target.getProject(), source.getProject()))
                .setConfidence(Math.max(target.getConfidence(), source.getConfidence()))
                .build()));
  }

  /** A text that the other one contains adds nothing. */
  private static String text(String target, String source) {
    String one = ContentIdentity.folded(target);
    String other = ContentIdentity.folded(source);
    if (one.contains(other)) {
      return target;
    }
    return other.contains(one) ? source : target + "\n" + source;
  }

  private static List<String> union(List<String> target, List<String> source) {
    Set<String> both = new LinkedHashSet<>(target);
    both.addAll(source);
    return List.copyOf(both);
  }

  private static @Nullable String either(@Nullable String target, @Nullable String source) {
    return target == null ? source : target;
  }

  private static @Nullable String data(@Nullable String target, @Nullable String source) {
    if (target == null || source == null) {
      return either(target, source);
    }
    try {
      JsonNode base = JSON.readTree(source);
      JsonNode over = JSON.readTree(target);
      if (base instanceof ObjectNode object && over instanceof ObjectNode winner) {
        object.setAll(winner);
        return JSON.writeValueAsString(object);
      }
      return target;
    } catch (JsonProcessingException e) {
      return target; // what redaction left is no JSON any more
    }
  }
}
