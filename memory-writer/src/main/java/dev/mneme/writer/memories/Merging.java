package dev.mneme.writer.memories;

import dev.mneme.events.MemoryRecord;
import dev.mneme.events.MergeMemories;
import dev.mneme.writer.admission.Operation;
import dev.mneme.writer.memories.Change.Afterwards;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Two memories become one. The target stays with its id, its status and the time it was created;
 * all that either of them holds is taken for the same from now on.
 */
final class Merging {
  private static final int MOST_MERGED = 1_000;

  private final MemoryPolicy policy;
  private final ContentIdentity identity;
  private final Combining combining;

  Merging(MemoryPolicy policy, ContentIdentity identity, Redaction redaction) {
    this.policy = policy;
    this.identity = identity;
    this.combining = new Combining(policy.limits(), redaction);
  }

  Decision merge(Given given, MergeMemories order, Alive alive) {
    Optional<MemoryRecord> foundTarget = alive.memory(order.getTargetId());
    if (foundTarget.isEmpty()) {
      return Changing.unknown(order.getTargetId());
    }
    Optional<MemoryRecord> foundSource = alive.memory(order.getSourceId());
    if (foundSource.isEmpty()) {
      return Changing.unknown(order.getSourceId());
    }
    MemoryRecord target = foundTarget.get();
    MemoryRecord source = foundSource.get();
    if (Status.isOver(target.getStatus())) {
      return Changing.illegal(target);
    }
    if (!target.getFamily().equals(source.getFamily())) {
      return Decision.none(
              Reason.OTHER_FAMILY, target.getMemoryId(), "they belong to different families")
          .about(target);
    }
    return switch (order.getStrategy()) {
      case Operation.Merge.KEEP_TARGET ->
          merged(given, MemoryRecord.newBuilder(target), target, source);
      case Operation.Merge.KEEP_SOURCE ->
          merged(given, Combining.contentOf(source, target), target, source);
      default -> combined(given, target, source, alive);
    };
  }

  private Decision combined(Given given, MemoryRecord target, MemoryRecord source, Alive alive) {
    Optional<MemoryRecord> together = combining.combine(target, source);
    if (together.isEmpty()) {
      return Decision.none(
              Reason.TOO_LARGE, target.getMemoryId(), "together they are beyond the limits of one")
          .about(target);
    }
    String hash = identity.of(together.get());
    MemoryRecord.Builder next = MemoryRecord.newBuilder(together.get()).setContentHash(hash);
    Optional<Content> content = alive.content(hash);
    if (content.isPresent()) {
      switch (content.get()) {
        case Content.Held(UUID holder)
            when !holder.equals(target.getMemoryId()) && !holder.equals(source.getMemoryId()) -> {
          return Decision.none(
                  Reason.DUPLICATE_CONTENT, holder, "a third memory says what they say together")
              .about(target.getFamily(), hash);
        }
        case Content.Forgotten _ -> {
          return Decision.none(
                  Reason.FORGOTTEN_CONTENT, null, "what they say together was forgotten")
              .about(target.getFamily(), hash);
        }
        case Content.Held _ -> {}
        case Content.Superseded _ -> {}
      }
    }
    return merged(given, next, target, source);
  }

  private Decision merged(
      Given given, MemoryRecord.Builder next, MemoryRecord target, MemoryRecord source) {
    UUID stays = target.getMemoryId();
    UUID goes = source.getMemoryId();
    Set<UUID> from = new LinkedHashSet<>(target.getMergedFrom());
    from.add(goes);
    from.addAll(source.getMergedFrom());
    if (from.size() > MOST_MERGED) {
      return Decision.none(Reason.TOO_LARGE, stays, "too many went into it already").about(target);
    }
    next.setMergedFrom(List.copyOf(from));
    MemoryRecord kept = Changing.changed(next, given.at(), policy);
    List<Change> changes = new ArrayList<>(4);
    changes.add(new Change.Keep(kept));
    changes.add(new Change.Drop(goes));
    changes.add(new Change.Release(Set.of(goes), new Afterwards.GoTo(stays)));
    if (kept.getContentHash() != null) {
      changes.add(new Change.Mark(kept.getContentHash(), new Content.Held(stays)));
    }
    return Decision.of(List.copyOf(changes), Answer.success(stays, 2), "two memories became one")
        .about(kept)
        .removing(List.of(goes));
  }
}
