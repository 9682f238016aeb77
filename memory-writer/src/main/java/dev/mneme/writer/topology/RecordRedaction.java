package dev.mneme.writer.topology;

import dev.mneme.events.MemoryRecord;
import dev.mneme.events.StoreMemory;
import dev.mneme.writer.memories.Redaction;
import dev.mneme.writer.redact.MemoryRedaction;
import dev.mneme.writer.redact.RedactedMemory;

/** Redacts a record as the memory it keeps. Not counted: what it finds was counted as an event. */
final class RecordRedaction implements Redaction {
  private final MemoryRedaction redaction;

  RecordRedaction(MemoryRedaction redaction) {
    this.redaction = redaction.countedBy(_ -> {});
  }

  @Override
  public MemoryRecord again(MemoryRecord record) {
    RedactedMemory redacted =
        redaction.redact(
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
    StoreMemory memory = redacted.memory();
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
        .setRedactions(redacted.redactions())
        .setPolicyVersion(redaction.policyVersion())
        .build();
  }
}
