package dev.mneme.writer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.AuditEvent;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.DeadLetterCause;
import dev.mneme.events.DeadLetterState;
import dev.mneme.events.MemoryRecord;
import dev.mneme.events.OperationOutcome;
import dev.mneme.events.OutcomeResult;
import dev.mneme.events.StoreMemory;
import dev.mneme.writer.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of memories as it is seen on the topics. */
class MemoriesTopologyTest {
  private static final UUID LETTER = UUID.fromString("99999999-9999-4999-8999-999999999999");

  @TempDir Path stateDir;
  private WriterDriver stage;
  private int next;

  @BeforeEach
  void open() {
    stage = new WriterDriver(stateDir, new ExpirySchedule(Duration.ofSeconds(1), 10));
  }

  @AfterEach
  void close() {
    assertThat(stage.kept()).isEqualTo(stage.fold());
    stage.close();
  }

  private UUID id() {
    return new UUID(0x4000, 0x8000_0000_0000_0000L | next++);
  }

  private UUID stored(String text) {
    OperationOutcome outcome = stage.send(Sample.store(1, id(), text));
    assertThat(outcome.getResult()).isEqualTo(OutcomeResult.SUCCESS);
    return outcome.getMemoryId();
  }

  private UUID stored(String session, String conversation, String text) {
    return stage
        .send(
            Sample.store(
                1,
                id(),
                StoreMemory.newBuilder(Sample.memory(text))
                    .setSession(session)
                    .setConversation(conversation)
                    .build()))
        .getMemoryId();
  }

  private static void assertAnswered(
      OperationOutcome outcome, OutcomeResult result, String reason, UUID memory) {
    assertThat(outcome.getResult()).isEqualTo(result);
    assertThat(outcome.getReason()).isEqualTo(reason);
    assertThat(outcome.getMemoryId()).isEqualTo(memory);
  }

  @Test
  void shouldAnswerTheSameContentWithTheMemoryThatHoldsIt() {
    UUID first = stored("Call me at +44 20 7946 0958");

    OperationOutcome again = stage.send(Sample.store(1, id(), "  call me   AT +44 20 7946 0958 "));

    assertAnswered(again, OutcomeResult.CONFLICT, "duplicate_content", first);
    assertThat(stage.records()).hasSize(1);
    assertThat(stage.audit())
        .extracting(AuditEvent::getResult)
        .containsExactly("success", "conflict");
    assertThat(stage.audit().getLast().getMemoryId()).isEqualTo(first);
  }

  @Test
  void shouldTellContentsOfSubjectsSpeakersAndSessionsApart() {
    stored("hello");

    assertThat(stage.send(Sample.store(2, id(), "hello")).getResult())
        .isEqualTo(OutcomeResult.SUCCESS);
    stored("2", "conv-1", "hello");
    stored("1", "conv-2", "hello");

    assertThat(stage.fold()).hasSize(4);
    assertThat(stage.fold().values())
        .extracting(MemoryRecord::getContentHash)
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldRepeatTheFirstAnswerWhenTheSameEventComesAgain() {
    UUID held = stored("hello");
    var conflict = Sample.store(1, id(), "hello");
    var unknown = Sample.forget(1, id(), LETTER, "");
    stage.send(conflict);
    stage.send(unknown);
    int audited = stage.audit().size();
    int records = stage.records().size();

    assertAnswered(stage.send(conflict), OutcomeResult.DUPLICATE, "duplicate_content", held);
    assertAnswered(stage.send(unknown), OutcomeResult.DUPLICATE, "unknown_memory", LETTER);

    assertThat(stage.audit()).hasSize(audited);
    assertThat(stage.records()).hasSize(records);
  }

  @Test
  void shouldNotTakeBackWhatWasForgottenUnlessTheCallerSaysSo() {
    UUID memory = stored("forget me");
    stage.send(Sample.forget(1, id(), memory, "asked"));

    assertAnswered(
        stage.send(Sample.store(1, id(), "Forget me")),
        OutcomeResult.CONFLICT,
        "forgotten_content",
        null);
    StoreMemory allowed =
        StoreMemory.newBuilder(Sample.memory("Forget me")).setAllowAfterForget(true).build();
    OperationOutcome lifted = stage.send(Sample.store(1, id(), allowed));

    assertThat(lifted.getResult()).isEqualTo(OutcomeResult.SUCCESS);
    assertThat(stage.audit().getLast().getReason()).isEqualTo("allowed_after_forget");
    assertAnswered(
        stage.send(Sample.store(1, id(), "forget me")),
        OutcomeResult.CONFLICT,
        "duplicate_content",
        lifted.getMemoryId());
  }

  @Test
  void shouldForgetEverythingAMemoryEverSaid() {
    UUID memory = stored("I live in Rome");
    stage.send(Sample.edit(1, id(), Sample.text(memory, "I live in Oslo")));

    stage.send(Sample.forget(1, id(), memory, "asked"));

    for (String text : List.of("I live in Rome", "I live in Oslo")) {
      assertAnswered(
          stage.send(Sample.store(1, id(), text)),
          OutcomeResult.CONFLICT,
          "forgotten_content",
          null);
    }
  }

  @Test
  void shouldForgetASessionOrOneConversationOfIt() {
    UUID one = stored("1", "a", "first");
    UUID two = stored("1", "b", "second");
    UUID three = stored("2", "a", "third");

    OperationOutcome outcome = stage.send(Sample.forgetSession(1, id(), "1", "a"));

    assertThat(outcome.getAffected()).isEqualTo(1);
    assertThat(outcome.getOperation()).isEqualTo("forget");
    assertThat(stage.audit().getLast().getRemovedIds()).containsExactly(one);
    assertThat(stage.fold().values())
        .extracting(MemoryRecord::getMemoryId)
        .containsExactlyInAnyOrder(two, three);

    assertThat(stage.send(Sample.forgetSession(1, id(), "1", null)).getAffected()).isEqualTo(1);
    assertThat(stage.send(Sample.forgetSession(1, id(), "1", null)).getResult())
        .isEqualTo(OutcomeResult.NOT_FOUND);
    assertAnswered(
        stage.send(Sample.store(1, id(), Sample.memory("x"))),
        OutcomeResult.SUCCESS,
        null,
        stage.lastRecord().getMemoryId());
  }

  @Test
  void shouldForgetASubjectAndNoOther() {
    for (int i = 0; i < 300; i++) {
      stored("memory " + i);
    }
    stage.send(Sample.store(2, id(), "memory 1"));

    OperationOutcome outcome = stage.send(Sample.forgetSubject(1, id()));

    assertThat(outcome.getAffected()).isEqualTo(300);
    assertThat(stage.fold().values())
        .extracting(MemoryRecord::getSubject)
        .containsExactly(Sample.subject(2));
    assertThat(stage.audit()).hasSize(302);
    assertThat(stage.audit().getLast().getAffected()).isEqualTo(300);
    assertThat(stage.audit().getLast().getRemovedIds()).hasSize(256);
    assertThat(stage.send(Sample.store(1, id(), "memory 299")).getReason())
        .isEqualTo("forgotten_content");
  }

  @Test
  void shouldLeaveOneRecordChangeForAnEditAndTwoForAMerge() {
    UUID target = stored("first");
    UUID source = stored("second");
    int before = stage.records().size();

    stage.send(Sample.edit(1, id(), Sample.text(target, "write to ada@example.com")));

    assertThat(stage.records()).hasSize(before + 1);
    assertThat(stage.lastRecord().getText()).isEqualTo("write to [EMAIL]");
    assertThat(stage.lastRecord().getRedactions()).isEqualTo(Map.of("EMAIL", 1));
    assertThat(stage.lastRecord().getUpdatedAt()).isEqualTo(stage.now());

    OperationOutcome merged = stage.send(Sample.merge(1, id(), target, source, "keep_target"));

    assertAnswered(merged, OutcomeResult.SUCCESS, null, target);
    assertThat(merged.getAffected()).isEqualTo(2);
    assertThat(stage.records()).hasSize(before + 3);
    assertThat(stage.fold().values())
        .singleElement()
        .satisfies(record -> assertThat(record.getMergedFrom()).containsExactly(source));
    assertAnswered(
        stage.send(Sample.store(1, id(), "second")),
        OutcomeResult.CONFLICT,
        "duplicate_content",
        target);
  }

  @Test
  void shouldMarkADeadLetterThatWasReplayedOrNameItInTheNextOne() {
    stage.send(Sample.store(1, id(), "replayed"), Map.of(Replay.HEADER, LETTER.toString()));

    DeadLetter mark = stage.letters().getFirst();
    assertThat(mark.getDeadLetterId()).isEqualTo(LETTER);
    assertThat(mark.getState()).isEqualTo(DeadLetterState.REPLAYED);
    assertThat(mark.getReplayedAs().getOffset()).isZero();
    assertThat(mark.getSealed().remaining()).isZero();

    StoreMemory wrong = StoreMemory.newBuilder(Sample.memory("x")).setType("?").build();
    stage.send(Sample.store(1, id(), wrong), Map.of(Replay.HEADER, LETTER.toString()));

    DeadLetter again = stage.letters().getLast();
    assertThat(again.getState()).isEqualTo(DeadLetterState.OPEN);
    assertThat(again.getReplayOf()).isEqualTo(LETTER);
    assertThat(again.getDeadLetterId()).isNotEqualTo(LETTER);

    stage.send(Sample.store(1, id(), "y"), Map.of(Replay.HEADER, "no letter at all"));
    assertThat(stage.letters()).hasSize(2);
  }

  @Test
  void shouldNameTheEventThatItRejects() {
    UUID event = id();
    StoreMemory wrong =
        StoreMemory.newBuilder(Sample.memory("x")).setConfidence(Double.NaN).build();

    OperationOutcome outcome = stage.send(Sample.store(1, event, wrong));

    assertThat(outcome.getResult()).isEqualTo(OutcomeResult.REJECTED);
    assertThat(outcome.getEventId()).isEqualTo(event);
    assertThat(outcome.getOperation()).isEqualTo("store");
    assertThat(outcome.getReason()).isEqualTo("store.confidence is not a number from 0 to 1");
  }

  @Test
  void shouldRecogniseAnEventForAsLongAsItsMemoryLives() {
    var event = Sample.store(1, id(), "from a file that is read in again");
    UUID memory = stage.send(event).getMemoryId();
    stage.passes(Duration.ofDays(4)); // the event itself is not remembered any more

    OperationOutcome again = stage.send(event);

    assertAnswered(again, OutcomeResult.DUPLICATE, null, memory);
    assertThat(stage.records()).hasSize(1);
    assertThat(stage.audit()).hasSize(1);
  }

  @Test
  void shouldGiveUpAMemoryThatNoTopicWouldTake() {
    String wide = "\u20ac"; // three bytes
    Map<String, String> metadata = new TreeMap<>();
    for (int i = 0; i < 64; i++) {
      metadata.put("k" + i, wide.repeat(4_096));
    }
    List<String> names = Collections.nCopies(64, wide.repeat(256));
    StoreMemory large =
        StoreMemory.newBuilder(Sample.memory(wide.repeat(10_000)))
            .setMetadata(metadata)
            .setTags(names)
            .setAnchors(names)
            .setData("{\"a\":\"" + wide.repeat(32_000) + "\"}")
            .build();

    OperationOutcome outcome = stage.send(Sample.store(1, id(), large));

    assertThat(outcome.getResult()).isEqualTo(OutcomeResult.REJECTED);
    assertThat(stage.letters())
        .extracting(DeadLetter::getCause)
        .containsExactly(DeadLetterCause.UNPROCESSABLE);
    assertThat(stage.records()).isEmpty();
  }
}
