package dev.mneme.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class SpansTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String GIVEN = "00-" + TRACE + "-00f067aa0ba902b7-01";

  private final InMemorySpanExporter exported = InMemorySpanExporter.create();
  private final Spans spans =
      Spans.of(
          SdkTracerProvider.builder()
              .addSpanProcessor(SimpleSpanProcessor.create(exported))
              .build()
              .get("test"));

  @Test
  void shouldGoOnInTheTraceThatARecordCameIn() {
    Headers sent = new RecordHeaders();

    try (Spans.Work work = spans.working("process", "memory.events", 3, 17, headers(GIVEN))) {
      try (Spans.Work part = work.part("store")) {
        part.asParent().orElseThrow().putInto(sent);
      }
    }
    spans.working("index", "memory.records", 3, 5, sent).close();

    List<SpanData> all = exported.getFinishedSpanItems();
    assertThat(all).extracting(SpanData::getTraceId).containsOnly(TRACE);
    SpanData store = named(all, "store");
    SpanData process = named(all, "process memory.events");
    assertThat(process.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(process.getKind()).isEqualTo(SpanKind.CONSUMER);
    assertThat(store.getParentSpanId()).isEqualTo(process.getSpanId());
    assertThat(named(all, "index memory.records").getParentSpanId()).isEqualTo(store.getSpanId());
  }

  @Test
  void shouldBeginATraceForARecordThatCameInNone() {
    spans.working("process", "memory.events", 0, 0, new RecordHeaders()).close();

    assertThat(exported.getFinishedSpanItems().getFirst().getParentSpanContext().isValid())
        .isFalse();
  }

  @Test
  void shouldNotExportWhatIsNotSampledAndSaySoOn() {
    try (Spans.Work work =
        spans.working("process", "t", 0, 0, headers(GIVEN.replace("-01", "-00")))) {
      assertThat(work.asParent().orElseThrow().toString())
          .startsWith("00-" + TRACE)
          .endsWith("-00");
    }

    assertThat(exported.getFinishedSpanItems()).isEmpty();
  }

  @Test
  void shouldDoNothingWhenItIsOff() {
    try (Spans.Work work = Spans.OFF.working("process", "t", 0, 0, headers(GIVEN))) {
      assertThat(work.asParent()).isEmpty();
      assertThat(work.part("redact").asParent()).isEmpty();
    }
  }

  @Test
  void shouldTakeNothingForAParentThatIsNotOfItsExactForm() {
    Stream.of(
            "",
            "ada@example.com",
            "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01",
            "00-" + TRACE + "-" + "0".repeat(16) + "-01",
            GIVEN.toUpperCase(java.util.Locale.ROOT),
            "01" + GIVEN.substring(2),
            GIVEN + "-more")
        .forEach(each -> assertThat(TraceParent.of(headers(each))).as(each).isEmpty());
    assertThat(TraceParent.of(headers(GIVEN))).map(TraceParent::toString).contains(GIVEN);
  }

  private static SpanData named(List<SpanData> all, String name) {
    return all.stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
  }

  private static Headers headers(String parent) {
    return new RecordHeaders().add(TraceParent.HEADER, parent.getBytes(StandardCharsets.US_ASCII));
  }
}
