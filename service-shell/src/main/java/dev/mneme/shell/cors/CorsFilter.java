package dev.mneme.shell.cors;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import dev.mneme.shell.http.TraceId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Before everything else: a page of an origin that is not on the list is answered 403 and does
 * nothing, whatever token it holds. Each such origin is logged, once a minute.
 */
@ServerFilter(Filter.MATCH_ALL_PATTERN)
final class CorsFilter implements Ordered {
  private static final Logger LOG = LoggerFactory.getLogger(CorsFilter.class);
  private static final String ALLOWED = "mneme.cors.allowed";
  private static final String METHODS = "GET, HEAD, POST, PATCH, DELETE";
  private static final String HEADERS =
      "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, traceparent, tracestate, "
          + TraceId.HEADER
          + ", X-Feature-Memory-Context";
  private static final String EXPOSED = TraceId.HEADER + ", Location, Retry-After";

  private final CorsSettings settings;
  private final Counter refusals;
  private final Cache<String, Boolean> logged =
      Caffeine.newBuilder().maximumSize(200).expireAfterWrite(Duration.ofMinutes(1)).build();

  CorsFilter(CorsSettings settings, MeterRegistry registry) {
    this.settings = settings;
    this.refusals =
        Counter.builder("http_origins_refused_total")
            .description("Requests of pages whose origin is not on the list")
            .register(registry);
  }

  @RequestFilter
  @Nullable HttpResponse<?> check(HttpRequest<?> request) {
    return switch (CorsDecision.of(
        request.getHeaders().get("Origin"), request.getHeaders().get("Host"), settings.origins())) {
      case CorsDecision.SameOrigin() -> null;
      case CorsDecision.Allowed(String origin) -> {
        request.setAttribute(ALLOWED, origin);
        yield isPreflight(request) ? permission(origin) : null;
      }
      case CorsDecision.Refused(String origin) -> throw refused(request, origin);
    };
  }

  private static boolean isPreflight(HttpRequest<?> request) {
    return request.getMethod() == HttpMethod.OPTIONS
        && request.getHeaders().contains("Access-Control-Request-Method");
  }

  /** With its own headers: what a filter answers itself does not pass its response part. */
  private HttpResponse<?> permission(String origin) {
    return allowed(HttpResponse.noContent(), origin)
        .header("Access-Control-Allow-Methods", METHODS)
        .header("Access-Control-Allow-Headers", HEADERS)
        .header("Access-Control-Max-Age", Long.toString(settings.maxAge().toSeconds()));
  }

  private ApiProblem refused(HttpRequest<?> request, String origin) {
    refusals.increment();
    if (logged.asMap().putIfAbsent(origin, true) == null) {
      LOG.warn("origin refused origin={} traceId={}", origin, TraceId.current(request));
    }
    return ApiProblem.of(
        ErrorCode.FORBIDDEN, "pages of this origin may not ask; an operator can allow it");
  }

  @ResponseFilter
  void allow(HttpRequest<?> request, MutableHttpResponse<?> response) {
    request.getAttribute(ALLOWED, String.class).ifPresent(origin -> allowed(response, origin));
  }

  private static <T> MutableHttpResponse<T> allowed(
      MutableHttpResponse<T> response, String origin) {
    return response
        .header("Access-Control-Allow-Origin", origin)
        .header("Access-Control-Expose-Headers", EXPOSED)
        .header("Vary", "Origin");
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 10;
  }
}
