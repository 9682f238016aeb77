package dev.mneme.writer.redact;

import dev.mneme.events.EditMemory;
import dev.mneme.events.ForgetMemory;
import dev.mneme.events.ForgetSession;
import dev.mneme.events.ForgetSubject;
import dev.mneme.events.MemoryEvent;
import dev.mneme.events.MergeMemories;
import dev.mneme.events.RescanMemory;
import dev.mneme.events.StoreMemory;
import dev.mneme.events.TransitionMemory;
import dev.mneme.redaction.Redactor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Redacts every field of an event in which words can stand, keys of metadata included, and JSON
 * inside a field at any depth. Doing it again changes nothing. NUL is taken out on the way.
 */
public final class MemoryRedaction {
  private static final String SESSION = "session";
  private static final String CONVERSATION = "conversation";

  private final Redactor redactor;
  private final FieldRedaction fields;
  private final RedactionCounter counter;

  public MemoryRedaction(Redactor redactor) {
    this(redactor, new FieldRedaction(redactor), _ -> {});
  }

  private MemoryRedaction(Redactor redactor, FieldRedaction fields, RedactionCounter counter) {
    this.redactor = redactor;
    this.fields = fields;
    this.counter = counter;
  }

  /** The same, telling the counter of each event and each memory. */
  public MemoryRedaction countedBy(RedactionCounter counter) {
    return new MemoryRedaction(redactor, fields, counter);
  }

  /** Looks again at what this lets through. */
  public SecondLook secondLook() {
    return new SecondLook(redactor);
  }

  public String policyVersion() {
    return redactor.policy().version();
  }

  /** Whatever the operation is; ids, tenant and subject are no words and stay. */
  public RedactedEvent redact(MemoryEvent event) {
    Counts envelope = new Counts(); // is not kept with the memory, so it does not count there
    Counts counts = new Counts();
    MemoryEvent redacted =
        MemoryEvent.newBuilder()
            .setEventId(event.getEventId())
            .setTenant(event.getTenant())
            .setSubject(event.getSubject())
            .setOccurredAt(event.getOccurredAt())
            .setSource(fields.words("source", event.getSource(), envelope))
            .setActor(fields.optional("actor", event.getActor(), envelope))
            .setStore(each(event.getStore(), store -> store(store, counts)))
            .setForget(
                each(
                    event.getForget(),
                    order -> new ForgetMemory(order.getMemoryId(), why(order.getReason(), counts))))
            .setEdit(each(event.getEdit(), edit -> edit(edit, counts)))
            .setTransition(
                each(
                    event.getTransition(),
                    t ->
                        new TransitionMemory(
                            t.getMemoryId(), t.getTransition(), why(t.getReason(), counts))))
            .setMerge(
                each(
                    event.getMerge(),
                    m ->
                        new MergeMemories(
                            m.getTargetId(),
                            m.getSourceId(),
                            m.getStrategy(),
                            why(m.getReason(), counts))))
            .setTouch(event.getTouch())
            .setRescan(
                each(
                    event.getRescan(),
                    r -> new RescanMemory(r.getMemoryId(), why(r.getReason(), counts))))
            .setForgetSession(
                each(
                    event.getForgetSession(),
                    f ->
                        new ForgetSession(
                            fields.words(SESSION, f.getSession(), counts),
                            fields.optional(CONVERSATION, f.getConversation(), counts),
                            why(f.getReason(), counts))))
            .setForgetSubject(
                each(event.getForgetSubject(), f -> new ForgetSubject(why(f.getReason(), counts))))
            .build();
    RedactedEvent result = new RedactedEvent(redacted, counts.byName());
    counter.redacted(result.redactions());
    return result;
  }

  public RedactedMemory redact(StoreMemory memory) {
    Counts counts = new Counts();
    RedactedMemory result = new RedactedMemory(store(memory, counts), counts.byName());
    counter.redacted(result.redactions());
    return result;
  }

  /** Redacts words that belong to no memory, such as the reason to forget one. */
  public String redact(String words) {
    return why(words, new Counts());
  }

  private StoreMemory store(StoreMemory memory, Counts counts) {
    return StoreMemory.newBuilder()
        .setType(memory.getType())
        .setText(fields.words("", memory.getText(), counts))
        .setSpeaker(fields.optional("speaker", memory.getSpeaker(), counts))
        .setConversation(fields.optional(CONVERSATION, memory.getConversation(), counts))
        .setSession(fields.optional(SESSION, memory.getSession(), counts))
        .setTags(fields.list(memory.getTags(), counts))
        .setMetadata(fields.map(memory.getMetadata(), counts))
        .setFamily(memory.getFamily())
        .setStatus(memory.getStatus())
        .setConfidence(memory.getConfidence())
        .setProject(fields.optional("project", memory.getProject(), counts))
        .setAnchors(fields.list(memory.getAnchors(), counts))
        .setData(fields.structured(memory.getData(), counts))
        .setMaxAgeSeconds(memory.getMaxAgeSeconds())
        .setMaxIdleSeconds(memory.getMaxIdleSeconds())
        .setAllowAfterForget(memory.getAllowAfterForget())
        .build();
  }

  private EditMemory edit(EditMemory edit, Counts counts) {
    return EditMemory.newBuilder()
        .setMemoryId(edit.getMemoryId())
        .setType(edit.getType())
        .setText(fields.optional("", edit.getText(), counts))
        .setConfidence(edit.getConfidence())
        .setProject(fields.optional("project", edit.getProject(), counts))
        .setTags(fields.optionalList(edit.getTags(), counts))
        .setAnchors(fields.optionalList(edit.getAnchors(), counts))
        .setMetadata(fields.optionalMap(edit.getMetadata(), counts))
        .setData(fields.structured(edit.getData(), counts))
        .setMaxAgeSeconds(edit.getMaxAgeSeconds())
        .setMaxIdleSeconds(edit.getMaxIdleSeconds())
        .setAllowAfterForget(edit.getAllowAfterForget())
        .setReason(why(edit.getReason(), counts))
        .build();
  }

  private String why(String reason, Counts counts) {
    return fields.words("", reason, counts);
  }

  private static <T> @Nullable T each(@Nullable T operation, UnaryOperator<T> redaction) {
    return operation == null ? null : redaction.apply(operation);
  }
}
