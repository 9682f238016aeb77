package dev.mneme.writer.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.StoreMemory;
import dev.mneme.redaction.Policy;
import dev.mneme.redaction.Redactor;
import dev.mneme.writer.Sample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryRedactionTest {
  private static final String MAIL = "ada@example.com";
  private static final String PHONE = "+44 20 7946 0958";

  private final MemoryRedaction redaction = new MemoryRedaction(Redactor.of(Policy.standard()));

  @Test
  void shouldRedactEveryField() {
    StoreMemory raw =
        StoreMemory.newBuilder()
            .setType("fact")
            .setText("write to " + MAIL)
            .setSpeaker(MAIL)
            .setConversation("with " + MAIL)
            .setSession(PHONE)
            .setTags(List.of("friend", MAIL))
            .setMetadata(Map.of(MAIL, "owner", "phone", "7946 0958", "order_id", "4155552671"))
            .build();

    RedactedMemory redacted = redaction.redact(raw);

    assertThat(redacted.memory())
        .isEqualTo(
            StoreMemory.newBuilder()
                .setType("fact")
                .setText("write to [EMAIL]")
                .setSpeaker("[EMAIL]")
                .setConversation("with [EMAIL]")
                .setSession("[PHONE]")
                .setTags(List.of("friend", "[EMAIL]"))
                .setMetadata(
                    Map.of("[EMAIL]", "owner", "phone", "[PHONE]", "order_id", "4155552671"))
                .build());
    assertThat(redacted.redactions()).isEqualTo(Map.of("EMAIL", 5, "PHONE", 2));
  }

  @Test
  void shouldRedactJsonInsideAFieldAtAnyDepth() {
    String json =
        "{\"a\":[{\"b\":{\"mail\":\"ada\\u0040example.com\"}},17],\"phone\":4155552671,\"ok\":true}";

    String redacted = metadata(json);

    assertThat(redacted)
        .isEqualTo("{\"a\":[{\"b\":{\"mail\":\"[EMAIL]\"}},17],\"phone\":\"[PHONE]\",\"ok\":true}");
  }

  @Test
  void shouldLeaveJsonWithoutPersonalDataAsItWasWritten() {
    String json = "{ \"a\" : [ 1.50 , \"x\" ] }";

    assertThat(metadata(json)).isEqualTo(json);
  }

  @Test
  void shouldReadWhatIsOnlyAlmostJsonAsWords() {
    assertThat(metadata("{\"a\":\"" + MAIL + "\",\"a\":\"x\"}")).doesNotContain(MAIL);
    assertThat(metadata("{\"a\":1} " + MAIL)).isEqualTo("{\"a\":1} [EMAIL]");
    assertThat(metadata("[" + MAIL + "]")).isEqualTo("[[EMAIL]]");
    assertThat(metadata("[".repeat(4_000) + MAIL)).doesNotContain(MAIL);
  }

  @Test
  void shouldKeepBothValuesWhenKeysBecomeTheSame() {
    StoreMemory raw =
        StoreMemory.newBuilder(Sample.memory("x"))
            .setMetadata(Map.of("ada@example.com", "1", "bob@example.com", "2"))
            .build();

    assertThat(redaction.redact(raw).memory().getMetadata())
        .isEqualTo(Map.of("[EMAIL]", "1", "[EMAIL] (2)", "2"));
  }

  @Test
  void shouldTakeOutNul() {
    assertThat(redaction.redact(Sample.memory("a\0b")).memory().getText()).isEqualTo("ab");
  }

  @Test
  void shouldChangeNothingTheSecondTimeAndCountTheSame() {
    RedactedMemory once = redaction.redact(Sample.memory("call " + PHONE + " or " + MAIL));

    assertThat(redaction.redact(once.memory())).isEqualTo(once);
  }

  private String metadata(String value) {
    StoreMemory raw =
        StoreMemory.newBuilder(Sample.memory("x")).setMetadata(Map.of("k", value)).build();
    return redaction.redact(raw).memory().getMetadata().get("k");
  }
}
