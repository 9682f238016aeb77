package dev.mneme.reader.instances.http;

import dev.mneme.reader.instances.PeerCall;
import dev.mneme.shell.http.TraceId;
import io.micronaut.http.HttpRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A request's way from the instance that got it to the one that answers it. It goes one hop: what
 * came from another instance is answered where it arrives, or refused with 421.
 *
 * <p>The caller's own token goes along, so that nobody may more by way of another instance.
 */
public final class Hop {

  /** Names the instance that the caller asked. Whoever else sets it gets 421 or an answer. */
  public static final String BY = "X-Mneme-Forwarded-By";

  /** Milliseconds for which the other instance waits for the answer. */
  public static final String TIME_LEFT = "X-Mneme-Time-Left-Ms";

  private static final String SPENT = "mneme.time-left";

  /** What belongs to one connection, or is set anew by who sends. */
  private static final Set<String> NOT_PASSED_ON =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "expect",
          "host",
          "content-length",
          "accept-encoding",
          BY.toLowerCase(Locale.ROOT),
          TIME_LEFT.toLowerCase(Locale.ROOT),
          TraceId.HEADER.toLowerCase(Locale.ROOT));

  private Hop() {}

  public static boolean isForwarded(HttpRequest<?> request) {
    return request.getHeaders().contains(BY);
  }

  /** The same request once more. */
  public static PeerCall again(HttpRequest<?> request, byte[] body, String by, Duration timeLeft) {
    Map<String, String> headers = new HashMap<>();
    request
        .getHeaders()
        .forEach(
            (name, values) -> {
              if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT)) && !values.isEmpty()) {
                headers.put(name, String.join(", ", values));
              }
            });
    mark(headers, request, by, timeLeft);
    String query = request.getUri().getRawQuery();
    String path = request.getUri().getRawPath();
    return new PeerCall(
        request.getMethodName(), query == null ? path : path + "?" + query, headers, body);
  }

  /** Another request, with JSON or nothing in it, on behalf of the same caller. */
  public static PeerCall call(
      HttpRequest<?> request,
      String method,
      String pathAndQuery,
      byte[] json,
      String by,
      Duration timeLeft) {
    Map<String, String> headers = new HashMap<>();
    String authorization = request.getHeaders().get("Authorization");
    if (authorization != null) {
      headers.put("Authorization", authorization);
    }
    if (json.length > 0) {
      headers.put("Content-Type", "application/json");
    }
    mark(headers, request, by, timeLeft);
    return new PeerCall(method, pathAndQuery, headers, json);
  }

  private static void mark(
      Map<String, String> headers, HttpRequest<?> request, String by, Duration timeLeft) {
    headers.put(BY, by);
    headers.put(TIME_LEFT, Long.toString(Math.max(1, timeLeft.toMillis())));
    headers.put(TraceId.HEADER, TraceId.current(request));
  }

  /** How long the answer is worth anything; empty when nobody said. */
  public static Optional<Duration> timeLeft(HttpRequest<?> request) {
    Optional<Duration> here = request.getAttribute(SPENT, Duration.class);
    if (here.isPresent()) {
      return here;
    }
    String given = request.getHeaders().get(TIME_LEFT);
    if (given == null || !given.matches("[0-9]{1,6}")) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofMillis(Math.max(1, Long.parseLong(given))));
  }

  /** Notes what asking others has left of the time. */
  static void leave(HttpRequest<?> request, Duration timeLeft) {
    request.setAttribute(SPENT, timeLeft);
  }
}
