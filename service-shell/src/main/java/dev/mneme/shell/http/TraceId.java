package dev.mneme.shell.http;

import dev.mneme.tracing.TraceParent;
import io.micronaut.http.HttpRequest;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * The id that one request has everywhere: from W3C {@code traceparent}, else {@code X-Trace-ID},
 * else new. 32 hexadecimal digits; anything else in the headers is not believed, because it would
 * end up in logs.
 */
public final class TraceId {

  public static final String HEADER = "X-Trace-ID";

  private static final String ATTRIBUTE = "mneme.trace-id";
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");
  private static final String PARENT = "mneme.trace-parent";
  private static final String NONE = "0".repeat(32);
  private static final int TRACE_BYTES = 16;
  private static final int SPAN_BYTES = 8;

  private TraceId() {}

  /** The request's trace id; the same for every call on one request. */
  public static String current(HttpRequest<?> request) {
    return request
        .getAttribute(ATTRIBUTE, String.class)
        .orElseGet(
            () -> {
              String id = given(request);
              request.setAttribute(ATTRIBUTE, id);
              return id;
            });
  }

  /**
   * What whatever follows from the request is begun by: the span of the request where there is one,
   * else one that nobody sees.
   */
  public static TraceParent parent(HttpRequest<?> request) {
    return request
        .getAttribute(PARENT, TraceParent.class)
        .orElseGet(() -> new TraceParent(current(request), random(SPAN_BYTES), true));
  }

  /** The span of the request stands for it from now on. */
  public static void carryOn(HttpRequest<?> request, TraceParent span) {
    request.setAttribute(PARENT, span);
  }

  private static String given(HttpRequest<?> request) {
    return TraceParent.parse(request.getHeaders().get(TraceParent.HEADER))
        .map(TraceParent::traceId)
        .orElseGet(
            () -> {
              String header = request.getHeaders().get(HEADER);
              return header != null && FORM.matcher(header).matches() && !header.equals(NONE)
                  ? header
                  : random(TRACE_BYTES);
            });
  }

  private static String random(int length) {
    byte[] bytes = new byte[length];
    ThreadLocalRandom.current().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
