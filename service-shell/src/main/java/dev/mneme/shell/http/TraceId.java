package dev.mneme.shell.http;

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
  private static final Pattern TRACEPARENT =
      Pattern.compile("00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

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

  private static String given(HttpRequest<?> request) {
    String parent = request.getHeaders().get("traceparent");
    if (parent != null) {
      var matcher = TRACEPARENT.matcher(parent);
      if (matcher.matches()) {
        return matcher.group(1);
      }
    }
    String header = request.getHeaders().get(HEADER);
    return header != null && FORM.matcher(header).matches() ? header : random();
  }

  private static String random() {
    byte[] bytes = new byte[16];
    ThreadLocalRandom.current().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
