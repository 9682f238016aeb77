package dev.mneme.writer.topology;

import dev.mneme.events.EditMemory;
import dev.mneme.events.ForgetMemory;
import dev.mneme.events.ForgetSession;
import dev.mneme.events.ForgetSubject;
import dev.mneme.events.MemoryEvent;
import dev.mneme.events.MemoryRecord;
import dev.mneme.events.MergeMemories;
import dev.mneme.events.RescanMemory;
import dev.mneme.events.StoreMemory;
import dev.mneme.events.TransitionMemory;
import dev.mneme.writer.admission.Operation;
import dev.mneme.writer.memories.Redaction;
import dev.mneme.writer.redact.MemoryRedaction;
import dev.mneme.writer.redact.RedactedMemory;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Redacts events of every operation, and kept memories again. */
final class StageRedaction implements Redaction {
  private final MemoryRedaction redaction;

  StageRedaction(MemoryRedaction redaction) {
    this.redaction = redaction;
  }

  /**
   * @param redactions placeholders of each type in what is to be stored
   */
  record Redacted(MemoryEvent event, Map<String, Integer> redactions) {}

  String policyVersion() {
    return redaction.policyVersion();
  }

  Redacted event(MemoryEvent event, Operation operation) {
    MemoryEvent.Builder redacted =
        MemoryEvent.newBuilder()
            .setEventId(event.getEventId())
            .setTenant(event.getTenant())
            .setSubject(event.getSubject())
            .setOccurredAt(event.getOccurredAt())
            .setSource(event.getSource())
            .setActor(optional(event.getActor()));
    Map<String, Integer> redactions = Map.of();
    switch (operation) {
      case Operation.Store(var memory) -> {
        RedactedMemory result = memory(memory);
        redactions = result.redactions();
        redacted.setStore(result.memory());
      }
      case Operation.Edit(var edit) -> redacted.setEdit(edit(edit));
      case Operation.Transition(var order) ->
          redacted.setTransition(
              new TransitionMemory(
                  order.getMemoryId(), order.getTransition(), words(order.getReason())));
      case Operation.Merge(var order) ->
          redacted.setMerge(
              new MergeMemories(
                  order.getTargetId(),
                  order.getSourceId(),
                  order.getStrategy(),
                  words(order.getReason())));
      case Operation.Touch(var touch) -> redacted.setTouch(touch);
      case Operation.Rescan(var order) ->
          redacted.setRescan(new RescanMemory(order.getMemoryId(), words(order.getReason())));
      case Operation.Forget(var order) ->
          redacted.setForget(new ForgetMemory(order.getMemoryId(), words(order.getReason())));
      case Operation.OfSession(var order) -> {
        StoreMemory named =
            redaction
                .redact(
                    StoreMemory.newBuilder()
                        .setType("")
                        .setText("")
                        .setSession(order.getSession())
                        .setConversation(order.getConversation())
                        .build())
                .memory();
        redacted.setForgetSession(
            new ForgetSession(
                named.getSession(), named.getConversation(), words(order.getReason())));
      }
      case Operation.OfSubject(var order) ->
          redacted.setForgetSubject(new ForgetSubject(words(order.getReason())));
    }
    return new Redacted(redacted.build(), redactions);
  }

  @Override
  public MemoryRecord again(MemoryRecord record) {
    RedactedMemory result =
        memory(
            StoreMemory.newBuilder()
                .setType(record.getType())
                .setText(record.getText())
                .setSpeaker(record.getSpeaker())
                .setConversation(record.getConversation())
                .setSession(record.getSession())
                .setTags(record.getTags())
                .setMetadata(record.getMetadata())
                .setProject(record.getProject())
                .setAnchors(record.getAnchors())
                .setData(record.getData())
                .build());
    StoreMemory memory = result.memory();
    return MemoryRecord.newBuilder(record)
        .setText(memory.getText())
        .setSpeaker(memory.getSpeaker())
        .setConversation(memory.getConversation())
        .setSession(memory.getSession())
        .setTags(memory.getTags())
        .setMetadata(memory.getMetadata())
        .setProject(memory.getProject())
        .setAnchors(memory.getAnchors())
        .setData(memory.getData())
        .setRedactions(result.redactions())
        .setPolicyVersion(redaction.policyVersion())
        .build();
  }

  private RedactedMemory memory(StoreMemory raw) {
    RedactedMemory result = redaction.redact(raw);
    StoreMemory memory = result.memory();
    return new RedactedMemory(
        StoreMemory.newBuilder()
            .setType(memory.getType())
            .setText(memory.getText())
            .setSpeaker(memory.getSpeaker())
            .setConversation(memory.getConversation())
            .setSession(memory.getSession())
            .setTags(memory.getTags())
            .setMetadata(memory.getMetadata())
            .setFamily(raw.getFamily())
            .setStatus(raw.getStatus())
            .setConfidence(raw.getConfidence())
            .setProject(optional(raw.getProject()))
            .setAnchors(list(raw.getAnchors()))
            .setData(optional(raw.getData()))
            .setMaxAgeSeconds(raw.getMaxAgeSeconds())
            .setMaxIdleSeconds(raw.getMaxIdleSeconds())
            .setAllowAfterForget(raw.getAllowAfterForget())
            .build(),
        result.redactions());
  }

  private EditMemory edit(EditMemory edit) {
    return EditMemory.newBuilder(edit)
        .setText(optional(edit.getText()))
        .setProject(optional(edit.getProject()))
        .setTags(edit.getTags() == null ? null : list(edit.getTags()))
        .setAnchors(edit.getAnchors() == null ? null : list(edit.getAnchors()))
        .setMetadata(edit.getMetadata() == null ? null : metadata(edit.getMetadata()))
        .setData(optional(edit.getData()))
        .setReason(words(edit.getReason()))
        .build();
  }

  private Map<String, String> metadata(Map<String, String> metadata) {
    return redaction
        .redact(StoreMemory.newBuilder().setType("").setText("").setMetadata(metadata).build())
        .memory()
        .getMetadata();
  }

  private List<String> list(List<String> values) {
    return values.isEmpty() ? values : values.stream().map(this::words).toList();
  }

  private @Nullable String optional(@Nullable String value) {
    return value == null ? null : words(value);
  }

  private String words(String words) {
    return words.isEmpty() ? words : redaction.redact(words);
  }
}
