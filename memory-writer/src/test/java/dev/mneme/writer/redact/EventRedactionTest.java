package dev.mneme.writer.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.EditMemory;
import dev.mneme.events.ForgetMemory;
import dev.mneme.events.ForgetSession;
import dev.mneme.events.ForgetSubject;
import dev.mneme.events.MemoryEvent;
import dev.mneme.events.MergeMemories;
import dev.mneme.events.RescanMemory;
import dev.mneme.events.StoreMemory;
import dev.mneme.events.TouchMemories;
import dev.mneme.events.TransitionMemory;
import dev.mneme.redaction.Operator;
import dev.mneme.redaction.PiiType;
import dev.mneme.redaction.Policy;
import dev.mneme.redaction.RedactionKey;
import dev.mneme.redaction.Redactor;
import dev.mneme.writer.Sample;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventRedactionTest {
  private static final String MAIL = "ada@example.com";
  private static final String CARD = "4111 1111 1111 1111";
  private static final String IBAN = "GB82 WEST 1234 5698 7654 32";
  private static final UUID ID = new UUID(1, 2);

  private final MemoryRedaction redaction = new MemoryRedaction(Redactor.of(Policy.standard()));

  static Stream<MemoryEvent> everyOperation() {
    return Stream.of(
        envelope().setStore(memory()).build(),
        envelope().setForget(new ForgetMemory(ID, "asked by " + MAIL)).build(),
        envelope().setEdit(edit()).build(),
        envelope().setTransition(new TransitionMemory(ID, "promote", "so says " + MAIL)).build(),
        envelope().setMerge(new MergeMemories(ID, ID, "combine", "so says " + MAIL)).build(),
        envelope().setTouch(new TouchMemories(List.of(ID))).build(),
        envelope().setRescan(new RescanMemory(ID, "so says " + MAIL)).build(),
        envelope().setForgetSession(new ForgetSession("of " + MAIL, MAIL, MAIL)).build(),
        envelope().setForgetSubject(new ForgetSubject("asked by " + MAIL)).build());
  }

  @ParameterizedTest
  @MethodSource("everyOperation")
  void shouldRedactEveryFieldOfEveryOperation(MemoryEvent raw) {
    RedactedEvent redacted = redaction.redact(raw);

    // what was personal is gone from every field, and nothing but that has changed
    assertThat(redacted.event().toString()).doesNotContain(MAIL).doesNotContain("4111");
    assertThat(redacted.event().toString()).isEqualTo(inPlaceholders(raw.toString()));
    // all but the two of the envelope, which the memory does not hold
    assertThat(redacted.redactions().getOrDefault("EMAIL", 0))
        .isEqualTo(occurrences(MAIL, raw.toString()) - 2);
  }

  @ParameterizedTest
  @MethodSource("everyOperation")
  void shouldChangeNothingTheSecondTimeWhateverTheOperator(MemoryEvent raw) {
    for (Operator operator :
        List.of(
            new Operator.Replace(),
            new Operator.Mask(4),
            new Operator.Hash(),
            new Operator.Token(),
            new Operator.Keep())) {
      MemoryRedaction by = new MemoryRedaction(Redactor.of(all(operator), key()));

      RedactedEvent once = by.redact(raw);

      assertThat(by.redact(once.event())).as(operator.toString()).isEqualTo(once);
    }
  }

  @Test
  void shouldNameASessionTheSameWhenItIsStoredAndWhenItIsForgotten() {
    for (String name : List.of("7946 0958", MAIL, "[\"" + MAIL + "\"]", "plan of\0 monday")) {
      StoreMemory stored =
          StoreMemory.newBuilder(Sample.memory("x")).setSession(name).setConversation(name).build();

      MemoryEvent store = redaction.redact(envelope().setStore(stored).build()).event();
      MemoryEvent forget =
          redaction
              .redact(envelope().setForgetSession(new ForgetSession(name, name, "")).build())
              .event();

      assertThat(forget.getForgetSession().getSession()).isEqualTo(store.getStore().getSession());
      assertThat(forget.getForgetSession().getConversation())
          .isEqualTo(store.getStore().getConversation());
    }
  }

  @Test
  void shouldLeaveStructuredContentJsonAtAnyDepth() {
    String data =
        "{\"a\":{\"b\":[{\"c\":\"to "
            + MAIL
            + "\",\"n\":1.5}]},\""
            + MAIL
            + "\":true,\"phone\":4155552671}";

    RedactedEvent redacted =
        redaction.redact(
            envelope()
                .setStore(StoreMemory.newBuilder(Sample.memory("x")).setData(data).build())
                .build());

    assertThat(redacted.event().getStore().getData())
        .isEqualTo(
            "{\"a\":{\"b\":[{\"c\":\"to"
                + " [EMAIL]\",\"n\":1.5}]},\"[EMAIL]\":true,\"phone\":\"[PHONE]\"}");
    assertThat(redacted.redactions()).isEqualTo(Map.of("EMAIL", 2, "PHONE", 1));
  }

  @Test
  void shouldCountWhatThePolicyLetsStand() {
    MemoryRedaction keeping = new MemoryRedaction(Redactor.of(all(new Operator.Keep())));
    MemoryEvent raw = envelope().setStore(Sample.memory("write to " + MAIL)).build();

    assertThat(keeping.redact(raw)).isEqualTo(new RedactedEvent(raw, Map.of("EMAIL", 1)));
  }

  @Test
  void shouldTellItsCounterOnceForEachEvent() {
    List<Map<String, Integer>> told = new ArrayList<>();
    MemoryRedaction counted = redaction.countedBy(told::add);
    MemoryEvent raw = envelope().setStore(Sample.memory("write to " + MAIL)).build();

    counted.redact(redaction.redact(raw).event());

    assertThat(told).containsExactly(Map.of("EMAIL", 1));
  }

  private static MemoryEvent.Builder envelope() {
    return Sample.envelope(1, ID).setSource("bot of " + MAIL).setActor(MAIL);
  }

  private static StoreMemory memory() {
    return StoreMemory.newBuilder()
        .setType("fact")
        .setText("write to " + MAIL)
        .setSpeaker(MAIL)
        .setConversation("with " + MAIL)
        .setSession("about " + MAIL)
        .setTags(List.of("friend", MAIL))
        .setMetadata(Map.of("owner " + MAIL, "is " + MAIL))
        .setFamily("cohort")
        .setStatus("candidate")
        .setConfidence(0.5)
        .setProject("house of " + MAIL)
        .setAnchors(List.of("ticket of " + MAIL))
        .setData("{\"mail\":[\"" + MAIL + "\",17]}")
        .setMaxAgeSeconds(17L)
        .setMaxIdleSeconds(18L)
        .setAllowAfterForget(true)
        .build();
  }

  private static EditMemory edit() {
    return EditMemory.newBuilder()
        .setMemoryId(ID)
        .setType("fact")
        .setText("paid with " + CARD + " by " + MAIL)
        .setConfidence(0.5)
        .setProject("house of " + MAIL)
        .setTags(List.of(MAIL))
        .setAnchors(List.of("ticket of " + MAIL))
        .setMetadata(Map.of("owner " + MAIL, "is " + MAIL))
        .setData("{\"account\":\"" + IBAN + "\"}")
        .setMaxAgeSeconds(17L)
        .setMaxIdleSeconds(18L)
        .setAllowAfterForget(true)
        .setReason("so says " + MAIL)
        .build();
  }

  private static String inPlaceholders(String text) {
    return text.replace(MAIL, "[EMAIL]").replace(CARD, "[CREDIT_CARD]").replace(IBAN, "[IBAN]");
  }

  private static int occurrences(String part, String text) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }

  private static Policy all(Operator operator) {
    Map<PiiType, Operator> operators = new EnumMap<>(PiiType.class);
    Policy.standard().operators().keySet().forEach(type -> operators.put(type, operator));
    return new Policy("test", operators);
  }

  private static RedactionKey key() {
    return new RedactionKey(new byte[32]);
  }
}
