package dev.mneme.cli.ingest;

import dev.mneme.events.MemoryEvent;
import dev.mneme.events.StoreMemory;
import dev.mneme.identity.DerivedId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The event that each turn becomes. Its id follows from what the turn says and how often the same
 * was said before, so that the same file again, or a longer one, gives the same events for the same
 * turns.
 */
final class TurnEvents {

  private static final String SOURCE = "mneme-ingest";
  private static final String TYPE = "episode";

  private final String tenant;
  private final Optional<String> fixedSubject;
  private final Instant ingestedAt;
  private final Map<String, Integer> occurrences = new HashMap<>();
  private Optional<String> subjectOfUnnamed = Optional.empty();

  /**
   * @param fixedSubject the pseudonym of everything; empty to derive one for each conversation
   * @param ingestedAt stands in where a turn does not say when it was
   */
  TurnEvents(String tenant, Optional<String> fixedSubject, Instant ingestedAt) {
    this.tenant = tenant;
    this.fixedSubject = fixedSubject;
    this.ingestedAt = ingestedAt;
  }

  MemoryEvent of(Turn turn) {
    String subject = fixedSubject.orElseGet(() -> subject(turn));
    String said = hash(turn.canonical());
    int before = occurrences.merge(subject + said, 1, Integer::sum) - 1;
    return MemoryEvent.newBuilder()
        .setEventId(DerivedId.of("ingest", tenant, subject, said, Integer.toString(before)))
        .setTenant(tenant)
        .setSubject(subject)
        .setOccurredAt(turn.occurredAt().orElse(ingestedAt))
        .setSource(SOURCE)
        .setStore(
            StoreMemory.newBuilder()
                .setType(TYPE)
                .setText(turn.text())
                .setSpeaker(turn.speaker())
                .setConversation(turn.conversation().orElse(null))
                .setSession(turn.session().orElse(null))
                .setTags(List.of())
                .setMetadata(turn.metadata())
                .build())
        .build();
  }

  /** Turns without the name of a conversation belong to one, which the first of them stands for. */
  private String subject(Turn turn) {
    if (turn.conversation().isPresent()) {
      return hash("conversation", turn.conversation().get());
    }
    if (subjectOfUnnamed.isEmpty()) {
      subjectOfUnnamed = Optional.of(hash("conversation of", turn.canonical()));
    }
    return subjectOfUnnamed.get();
  }

  /** 64 hexadecimal digits, the form that pseudonyms have. */
  private String hash(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(tenant.getBytes(StandardCharsets.UTF_8));
      for (String part : parts) {
        digest.update((byte) 0);
        digest.update(part.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
