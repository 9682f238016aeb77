package dev.mneme.tracing;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code traceparent} of W3C Trace Context, version 00: a trace of 32 and a span of 16
 * hexadecimal digits, and whether it is sampled. Whatever is not of its exact form is nobody's
 * parent. {@code tracestate} is not carried: it is the publisher's, and may hold anything.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">Trace Context</a>
 */
public record TraceParent(String traceId, String spanId, boolean sampled) {

  public static final String HEADER = "traceparent";

  private static final int LENGTH = 55;
  private static final int TRACE_DIGITS = 32;
  private static final int SPAN_DIGITS = 16;
  private static final Pattern FORM =
      Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

  public TraceParent {
    if (traceId.length() != TRACE_DIGITS || spanId.length() != SPAN_DIGITS) {
      throw new IllegalArgumentException("a trace has 32 digits and a span has 16");
    }
  }

  public static Optional<TraceParent> parse(@Nullable String header) {
    if (header == null || header.length() != LENGTH) {
      return Optional.empty();
    }
    Matcher matcher = FORM.matcher(header);
    if (!matcher.matches() || isZero(matcher.group(1)) || isZero(matcher.group(2))) {
      return Optional.empty();
    }
    boolean sampled = (Integer.parseInt(matcher.group(3), 16) & 1) == 1;
    return Optional.of(new TraceParent(matcher.group(1), matcher.group(2), sampled));
  }

  public static Optional<TraceParent> of(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    return header == null || header.value() == null || header.value().length != LENGTH
        ? Optional.empty()
        : parse(new String(header.value(), StandardCharsets.US_ASCII));
  }

  /** Of a span that is being made here. */
  public static TraceParent of(SpanContext span) {
    return new TraceParent(span.getTraceId(), span.getSpanId(), span.isSampled());
  }

  /** As the context a span is begun in. */
  public SpanContext toRemoteParent() {
    return SpanContext.createFromRemoteParent(
        traceId,
        spanId,
        sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(),
        TraceState.getDefault());
  }

  /** Puts it in the place of one that is there. */
  public void putInto(Headers headers) {
    headers.remove(HEADER);
    headers.add(HEADER, toString().getBytes(StandardCharsets.US_ASCII));
  }

  private static boolean isZero(String digits) {
    return digits.chars().allMatch(digit -> digit == '0');
  }

  /** As it stands in the header. */
  @Override
  public String toString() {
    return "00-%s-%s-%s".formatted(traceId, spanId, sampled ? "01" : "00");
  }
}
