package dev.mneme.writer.http;

import dev.mneme.events.EditMemory;
import dev.mneme.events.StoreMemory;
import dev.mneme.shell.auth.Family;
import dev.mneme.writer.admission.Admission;
import dev.mneme.writer.admission.Limits;
import dev.mneme.writer.body.Body;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a body says of a memory. */
final class Memories {
  private static final Limits LIMITS = Limits.STANDARD;
  private static final String DEFAULT_TYPE = "episode";
  private static final String DEFAULT_STATUS = "active";

  private Memories() {}

  static StoreMemory toStore(Body body, Family family) {
    Body ttl = body.child("ttl");
    String type = body.text("type", LIMITS.name());
    String status = body.text("status", LIMITS.name());
    Double confidence = body.share("confidence");
    List<String> tags = body.texts("tags", LIMITS.tags(), LIMITS.name());
    List<String> anchors = body.texts("anchors", LIMITS.anchors(), LIMITS.name());
    Map<String, String> metadata = metadata(body);
    return StoreMemory.newBuilder()
        .setType(type == null ? DEFAULT_TYPE : type)
        .setText(body.requiredText("text", LIMITS.text()))
        .setSpeaker(body.text("speaker", LIMITS.name()))
        .setConversation(body.text("conversation", LIMITS.name()))
        .setSession(body.text("session", LIMITS.name()))
        .setTags(tags == null ? List.of() : tags)
        .setMetadata(metadata == null ? Map.of() : metadata)
        .setFamily(family.label())
        .setStatus(status(status))
        .setConfidence(confidence == null ? 1.0 : confidence)
        .setProject(body.text("project", LIMITS.name()))
        .setAnchors(anchors == null ? List.of() : anchors)
        .setData(body.object("data", LIMITS.data()))
        .setMaxAgeSeconds(ttl.seconds("max_age"))
        .setMaxIdleSeconds(ttl.seconds("max_idle"))
        .setAllowAfterForget(body.flag("allow_after_forget"))
        .build();
  }

  private static String status(@Nullable String status) {
    if (status != null && !List.of("candidate", "active", "stable").contains(status)) {
      throw Body.wrong("$.status", "must be candidate, active or stable");
    }
    return status == null ? DEFAULT_STATUS : status;
  }

  static EditMemory toEdit(Body body, UUID id) {
    Body ttl = body.child("ttl");
    EditMemory edit =
        EditMemory.newBuilder()
            .setMemoryId(id)
            .setType(body.text("type", LIMITS.name()))
            .setText(body.text("text", LIMITS.text()))
            .setConfidence(body.share("confidence"))
            .setProject(body.text("project", LIMITS.name()))
            .setTags(body.texts("tags", LIMITS.tags(), LIMITS.name()))
            .setAnchors(body.texts("anchors", LIMITS.anchors(), LIMITS.name()))
            .setMetadata(metadata(body))
            .setData(body.object("data", LIMITS.data()))
            .setMaxAgeSeconds(ttl.seconds("max_age"))
            .setMaxIdleSeconds(ttl.seconds("max_idle"))
            .setAllowAfterForget(body.flag("allow_after_forget"))
            .setReason(reason(body))
            .build();
    if (changesNothing(edit)) {
      throw Body.wrong("$", "changes nothing: name a field to change");
    }
    if (edit.getText() != null && edit.getText().isBlank()) {
      throw Body.wrong("$.text", "is empty");
    }
    if (edit.getType() != null && !Admission.TYPES.contains(edit.getType())) {
      throw Body.wrong("$.type", "is none of the known types");
    }
    return edit;
  }

  static String reason(Body body) {
    String reason = body.text("reason", LIMITS.name());
    return reason == null ? "" : reason;
  }

  private static @Nullable Map<String, String> metadata(Body body) {
    return body.entries(
        "metadata", LIMITS.metadataEntries(), LIMITS.metadataKey(), LIMITS.metadataValue());
  }

  private static boolean changesNothing(EditMemory edit) {
    return edit.getType() == null
        && edit.getText() == null
        && edit.getConfidence() == null
        && edit.getProject() == null
        && edit.getTags() == null
        && edit.getAnchors() == null
        && edit.getMetadata() == null
        && edit.getData() == null
        && edit.getMaxAgeSeconds() == null
        && edit.getMaxIdleSeconds() == null;
  }
}
