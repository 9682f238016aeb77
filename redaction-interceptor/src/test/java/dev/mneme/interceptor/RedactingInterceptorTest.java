package dev.mneme.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.events.ForgetSession;
import dev.mneme.events.MemoryEvent;
import dev.mneme.events.StoreMemory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedactingInterceptorTest {
  private static final String MAIL = "ada@example.com";

  @Test
  void shouldRedactAStringAndLeaveTheCallersRecordAsItWas() {
    ProducerRecord<String, Object> raw = new ProducerRecord<>("t", 3, 17L, "k", "to " + MAIL);
    raw.headers().add("note", ("of " + MAIL).getBytes(StandardCharsets.UTF_8));
    raw.headers().add("bytes", new byte[] {(byte) 0xff, 0});

    ProducerRecord<String, Object> sent = configured(Map.of()).onSend(raw);

    assertThat(sent.value()).isEqualTo("to [EMAIL]");
    assertThat(sent.topic()).isEqualTo("t");
    assertThat(sent.partition()).isEqualTo(3);
    assertThat(sent.timestamp()).isEqualTo(17L);
    assertThat(sent.key()).isEqualTo("k");
    assertThat(sent.headers().lastHeader("note").value())
        .isEqualTo("of [EMAIL]".getBytes(StandardCharsets.UTF_8));
    assertThat(sent.headers().lastHeader("bytes").value()).isEqualTo(new byte[] {(byte) 0xff, 0});
    assertThat(raw.value()).isEqualTo("to " + MAIL);
    assertThat(raw.headers().lastHeader("note").value())
        .isEqualTo(("of " + MAIL).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void shouldRedactEveryFieldOfAnEvent() {
    StoreMemory memory =
        StoreMemory.newBuilder()
            .setType("fact")
            .setText("write to " + MAIL)
            .setSpeaker(MAIL)
            .setSession("of " + MAIL)
            .setTags(List.of("x", MAIL))
            .setMetadata(Map.of(MAIL, MAIL))
            .setData("{\"a\":[{\"mail\":\"" + MAIL + "\",\"n\":1.50}]}")
            .build();
    MemoryEvent event = event().setStore(memory).build();

    MemoryEvent sent = (MemoryEvent) sent(event);

    assertThat(sent.toString()).isEqualTo(event.toString().replace(MAIL, "[EMAIL]"));
    assertThat(event.getStore()).isEqualTo(memory);
  }

  @Test
  void shouldNameASessionTheSameWhenItIsStoredAndWhenItIsForgotten() {
    StoreMemory memory =
        StoreMemory.newBuilder().setType("fact").setText("x").setSession("7946 0958").build();

    MemoryEvent stored = (MemoryEvent) sent(event().setStore(memory).build());
    MemoryEvent forgotten =
        (MemoryEvent)
            sent(event().setForgetSession(new ForgetSession("7946 0958", null, "")).build());

    assertThat(forgotten.getForgetSession().getSession()).isEqualTo(stored.getStore().getSession());
  }

  @Test
  void shouldRedactEveryStringOfARecordAtAnyDepth() {
    Schema inner = SchemaBuilder.record("Inner").fields().requiredString("phone").endRecord();
    Schema schema =
        SchemaBuilder.record("Outer")
            .fields()
            .name("list")
            .type()
            .array()
            .items(inner)
            .noDefault()
            .name("map")
            .type()
            .map()
            .values()
            .stringType()
            .noDefault()
            .requiredLong("order")
            .requiredBytes("blob")
            .endRecord();
    GenericRecord raw = new GenericData.Record(schema);
    GenericRecord phone = new GenericData.Record(inner);
    phone.put("phone", new Utf8("415 555 2671"));
    raw.put("list", List.of(phone));
    raw.put("map", Map.of(new Utf8("k"), new Utf8(MAIL)));
    raw.put("order", 4155552671L);
    raw.put("blob", ByteBuffer.wrap(new byte[] {1}));

    GenericRecord sent = (GenericRecord) sent(raw);

    assertThat(sent.toString()).contains("[PHONE]", "[EMAIL]").doesNotContain(MAIL, "555 2671");
    assertThat(sent.get("order")).isEqualTo(4155552671L);
    assertThat(GenericData.get().validate(schema, sent)).isTrue();
    assertThat(phone.get("phone")).isEqualTo(new Utf8("415 555 2671"));
  }

  @Test
  void shouldRefuseWhatItCannotRead() {
    assertThat(configured(Map.of()).onSend(new ProducerRecord<>("t", "k", new byte[] {1})))
        .isEqualTo(new ProducerRecord<>(RedactingInterceptor.REFUSED, null));
    assertThat(configured(Map.of()).onSend(new ProducerRecord<>("t", "k", new Thread())).topic())
        .isEqualTo(RedactingInterceptor.REFUSED);
    assertThat(configured(Map.of()).onSend(new ProducerRecord<>("t", MAIL, "x")).topic())
        .isEqualTo(RedactingInterceptor.REFUSED);
  }

  @Test
  void shouldRefuseEverythingUntilItIsConfigured() {
    assertThat(new RedactingInterceptor<>().onSend(new ProducerRecord<>("t", "x")).topic())
        .isEqualTo(RedactingInterceptor.REFUSED);
  }

  @Test
  void shouldLeaveOtherTopicsAlone() {
    ProducerRecord<String, Object> other = new ProducerRecord<>("u", "k", new byte[] {1});

    assertThat(configured(Map.of("mneme.redaction.topics", "t, v")).onSend(other)).isSameAs(other);
  }

  @Test
  void shouldLetATombstonePass() {
    assertThat(sent(null)).isNull();
  }

  @Test
  void shouldNotBeMadeWithABadPolicy(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("p"), "version = 1\nEMAIL = hash\n");

    assertThatThrownBy(() -> configured(Map.of("mneme.redaction.policy", file.toString())))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("line 2");
  }

  private static MemoryEvent.Builder event() {
    return MemoryEvent.newBuilder()
        .setEventId(new UUID(1, 2))
        .setTenant("acme")
        .setSubject("hs_" + "4".repeat(43))
        .setOccurredAt(Instant.EPOCH)
        .setSource("bot");
  }

  private static Object sent(Object value) {
    return configured(Map.of()).onSend(new ProducerRecord<>("t", "k", value)).value();
  }

  private static RedactingInterceptor<String, Object> configured(Map<String, ?> settings) {
    RedactingInterceptor<String, Object> interceptor = new RedactingInterceptor<>();
    interceptor.configure(settings);
    return interceptor;
  }
}
