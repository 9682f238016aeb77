package dev.mneme.writer.admission;

import static dev.mneme.writer.admission.Fields.first;

import dev.mneme.events.EditMemory;
import dev.mneme.events.MemoryEvent;
import dev.mneme.events.MergeMemories;
import dev.mneme.events.StoreMemory;
import dev.mneme.identity.Pseudonym;
import dev.mneme.writer.admission.Verdict.Refused;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of {@code memory.events}. Refusals name the field and never its value, because a value
 * that breaks the rules may be anything, personal data included.
 */
public final class Admission {
  public static final Set<String> TYPES =
      Set.of("decision", "constraint", "gotcha", "style_rule", "learning", "fact", "episode");

  private static final Set<String> FAMILIES = Set.of("personal", "cohort");
  private static final Set<String> BEGINNINGS = Set.of("candidate", "active", "stable");
  private static final Set<String> TRANSITIONS =
      Set.of(Operation.Transition.PROMOTE, Operation.Transition.DEPRECATE);
  private static final Set<String> STRATEGIES =
      Set.of(Operation.Merge.KEEP_TARGET, Operation.Merge.KEEP_SOURCE, Operation.Merge.COMBINE);

  private static final String OPERATIONS =
      "store, edit, transition, merge, touch, rescan, forget, forget_session, forget_subject";
  private static final int LONGEST_TENANT = 64;

  private final Limits limits;
  private final Fields envelope;

  public Admission(Limits limits) {
    this.limits = limits;
    this.envelope = new Fields("", limits);
  }

  /** Whether a name has the form of a tenant's. */
  public static boolean isTenant(String candidate) {
    if (candidate.isEmpty() || candidate.length() > LONGEST_TENANT || candidate.charAt(0) == '-') {
      return false;
    }
    for (int i = 0; i < candidate.length(); i++) {
      char c = candidate.charAt(i);
      if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-') {
        return false;
      }
    }
    return true;
  }

  /**
   * @param key of the record the event came in, or null if it had none
   */
  public Verdict examine(MemoryEvent event, @Nullable String key) {
    Optional<Refused> wrong = envelope(event, key);
    if (wrong.isPresent()) {
      return wrong.get();
    }
    List<Operation> operations = Operation.allOf(event);
    if (operations.size() != 1) {
      return operations.isEmpty()
          ? new Refused(OPERATIONS, "are all unset; the operation is not known here")
          : new Refused(OPERATIONS, "are set more than once; exactly one is allowed");
    }
    Operation operation = operations.getFirst();
    Optional<Refused> refused = operation(operation);
    return refused.isPresent() ? refused.get() : new Verdict.Accepted(event, operation);
  }

  private Optional<Refused> envelope(MemoryEvent event, @Nullable String key) {
    if (!isTenant(event.getTenant())) {
      return envelope.refused("tenant", "is not 1 to 64 lower-case letters, digits and hyphens");
    }
    if (!Pseudonym.isValid(event.getSubject())) {
      return envelope.refused(
          "subject",
          "is no pseudonym: hs_ and 43 or more base64url characters, or 64 hexadecimal digits");
    }
    if (!event.getSubject().equals(key)) {
      return envelope.refused(
          "key", key == null ? "is missing; it must be the subject" : "is not the subject");
    }
    return first(
        envelope.name("source", event.getSource()), envelope.name("actor", event.getActor()));
  }

  private Optional<Refused> operation(Operation operation) {
    return switch (operation) {
      case Operation.Store(var memory) -> store(memory, of("store"));
      case Operation.Edit(var edit) -> edit(edit, of("edit"));
      case Operation.Transition(var transition) -> {
        Fields fields = of("transition");
        yield first(
            fields.oneOf("transition", TRANSITIONS, "transitions", transition.getTransition()),
            fields.name("reason", transition.getReason()));
      }
      case Operation.Merge(var merge) -> merge(merge, of("merge"));
      case Operation.Touch(var touch) -> {
        int ids = touch.getMemoryIds().size();
        yield ids >= 1 && ids <= limits.touched()
            ? Optional.empty()
            : of("touch").refused("memory_ids", "has not 1 to " + limits.touched() + " entries");
      }
      case Operation.Rescan(var rescan) -> of("rescan").name("reason", rescan.getReason());
      case Operation.Forget(var order) -> of("forget").name("reason", order.getReason());
      case Operation.OfSession(var order) -> {
        Fields fields = of("forget_session");
        yield order.getSession().isBlank()
            ? fields.refused("session", "is empty")
            : first(
                fields.name("session", order.getSession()),
                fields.name("conversation", order.getConversation()),
                fields.name("reason", order.getReason()));
      }
      case Operation.OfSubject(var order) -> of("forget_subject").name("reason", order.getReason());
    };
  }

  private Optional<Refused> store(StoreMemory memory, Fields fields) {
    return first(
        fields.oneOf("type", TYPES, "types", memory.getType()),
        fields.text(memory.getText()),
        fields.name("speaker", memory.getSpeaker()),
        fields.name("conversation", memory.getConversation()),
        fields.name("session", memory.getSession()),
        fields.list("tags", memory.getTags(), limits.tags()),
        fields.metadata(memory.getMetadata()),
        fields.oneOf("family", FAMILIES, "families", memory.getFamily()),
        fields.oneOf("status", BEGINNINGS, "beginnings", memory.getStatus()),
        fields.confidence(memory.getConfidence()),
        fields.name("project", memory.getProject()),
        fields.list("anchors", memory.getAnchors(), limits.anchors()),
        fields.data(memory.getData()),
        fields.seconds("max_age_seconds", memory.getMaxAgeSeconds()),
        fields.seconds("max_idle_seconds", memory.getMaxIdleSeconds()));
  }

  private Optional<Refused> edit(EditMemory edit, Fields fields) {
    return first(
        changesNothing(edit)
            ? fields.refused("memory_id", "is all that is set; an edit has to change something")
            : Optional.empty(),
        edit.getType() == null
            ? Optional.empty()
            : fields.oneOf("type", TYPES, "types", edit.getType()),
        edit.getText() == null ? Optional.empty() : fields.text(edit.getText()),
        edit.getConfidence() == null ? Optional.empty() : fields.confidence(edit.getConfidence()),
        fields.name("project", edit.getProject()),
        edit.getTags() == null
            ? Optional.empty()
            : fields.list("tags", edit.getTags(), limits.tags()),
        edit.getAnchors() == null
            ? Optional.empty()
            : fields.list("anchors", edit.getAnchors(), limits.anchors()),
        edit.getMetadata() == null ? Optional.empty() : fields.metadata(edit.getMetadata()),
        fields.data(edit.getData()),
        fields.seconds("max_age_seconds", edit.getMaxAgeSeconds()),
        fields.seconds("max_idle_seconds", edit.getMaxIdleSeconds()),
        fields.name("reason", edit.getReason()));
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

  private Optional<Refused> merge(MergeMemories merge, Fields fields) {
    return first(
        merge.getTargetId().equals(merge.getSourceId())
            ? fields.refused("source_id", "is the target itself")
            : Optional.empty(),
        fields.oneOf("strategy", STRATEGIES, "strategies", merge.getStrategy()),
        fields.name("reason", merge.getReason()));
  }

  private Fields of(String operation) {
    return new Fields(operation, limits);
  }
}
