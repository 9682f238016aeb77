package dev.mneme.system.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.DeadLetterCause;
import dev.mneme.events.MemoryEvent;
import dev.mneme.events.StoreMemory;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.system.TestStack;
import dev.mneme.system.oracle.CommittedTopic;
import dev.mneme.system.oracle.Publisher;
import dev.mneme.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Dead letters on their way back through a running writer. */
class ReplayST {

  private static Stack stack;
  private static RegistryCodecs codecs;
  private static SealedLetters letters;
  private static MnemeCommand mneme;

  @BeforeAll
  static void startSuite() throws Exception {
    stack =
        TestStack.start(
            "replay",
            EnumSet.of(PartName.KAFKA, PartName.REGISTRY, PartName.POSTGRES, PartName.WRITER));
    codecs = TestStack.codecs(stack);
    letters = new SealedLetters(stack, codecs);
    mneme = new MnemeCommand(stack);
  }

  @AfterAll
  static void stopSuite() {
    letters.close();
    codecs.close();
    stack.close();
  }

  @Test
  void shouldMarkALetterOnceItsReplayWasProcessedAndStoreNothingTwice() throws Exception {
    UUID eventId = UUID.randomUUID();
    DeadLetter letter =
        letters.giveUp(
            "memory.events",
            9_101,
            Publisher.subject(1),
            codecs.of(Topics.EVENTS).encode(event(eventId)),
            DeadLetterCause.UNPROCESSABLE);
    String id = letter.getDeadLetterId().toString();

    MnemeCommand.Ended first = mneme.run("dlq", "replay", id, "--wait", "30");
    MnemeCommand.Ended again = mneme.run("dlq", "replay", id, "--wait", "30");

    assertThat(first.exitCode()).as(first.out() + first.err()).isZero();
    assertThat(again.exitCode()).as(again.out() + again.err()).isZero();
    assertThat(first.document().path("letters").path(0).path("result").asText())
        .isEqualTo("processed");
    JsonNode shown = mneme.run("dlq", "show", id).document();
    assertThat(shown.path("state").asText()).isEqualTo("REPLAYED");
    assertThat(shown.path("replayed_as").asText()).startsWith("memory.events-");
    assertThat(CommittedTopic.read(stack.ports().bootstrap(), codecs, Topics.RECORDS))
        .filteredOn(e -> e.value().orElseThrow().getSourceEventId().equals(eventId))
        .hasSize(1);
  }

  @Test
  void shouldGiveALetterOfItsOwnToAReplayThatFailsAgain() throws Exception {
    DeadLetter letter =
        letters.giveUp(
            "memory.events",
            9_102,
            "no pseudonym",
            "no event".getBytes(StandardCharsets.UTF_8),
            DeadLetterCause.UNDECODABLE);
    String id = letter.getDeadLetterId().toString();

    MnemeCommand.Ended replay = mneme.run("dlq", "replay", id, "--wait", "30");

    assertThat(replay.exitCode()).isEqualTo(1);
    JsonNode result = replay.document().path("letters").path(0);
    assertThat(result.path("result").asText()).isEqualTo("failed_again");
    JsonNode shown = mneme.run("dlq", "show", result.path("detail").asText()).document();
    assertThat(shown.path("replay_of").asText()).isEqualTo(id);
    MnemeCommand.Ended rest = mneme.run("dlq", "replay", "--cause", "undecodable", "--dry-run");
    assertThat(rest.document().path("letters").findValuesAsText("id"))
        .doesNotContain(id)
        .contains(result.path("detail").asText());
  }

  private static MemoryEvent event(UUID id) {
    return MemoryEvent.newBuilder()
        .setEventId(id)
        .setTenant(Publisher.TENANT)
        .setSubject(Publisher.subject(1))
        .setOccurredAt(Instant.ofEpochMilli(5))
        .setSource("system-tests")
        .setStore(
            StoreMemory.newBuilder()
                .setType("episode")
                .setText("Replayed " + id)
                .setTags(List.of("replay"))
                .build())
        .build();
  }
}
