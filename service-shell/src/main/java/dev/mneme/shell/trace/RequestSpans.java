package dev.mneme.shell.trace;

import dev.mneme.shell.auth.Need;
import dev.mneme.shell.http.TraceId;
import dev.mneme.tracing.TraceParent;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Optional;

/**
 * A span for each request that is more than a look at health or metrics, in the trace it came in,
 * or else in one of the request's own id. Its name is made of our own words alone: paths may hold
 * what a caller wrote.
 */
@ServerFilter(Filter.MATCH_ALL_PATTERN)
@Requires(beans = Exporting.class)
final class RequestSpans implements Ordered {
  private static final String SPAN = "mneme.span";

  private final Tracer tracer;
  private final GivenTraceIds ids;

  RequestSpans(Exporting exporting) {
    this.tracer = exporting.tracer();
    this.ids = exporting.ids();
  }

  @RequestFilter
  void begin(HttpRequest<?> request) {
    if (Need.of(true, request.getPath()) instanceof Need.Nothing) {
      return;
    }
    Optional<TraceParent> parent = TraceParent.parse(request.getHeaders().get(TraceParent.HEADER));
    SpanBuilder builder =
        tracer
            .spanBuilder(name(request))
            .setSpanKind(SpanKind.SERVER)
            .setAttribute("http.request.method", request.getMethodName())
            .setParent(
                parent
                    .map(it -> Context.root().with(Span.wrap(it.toRemoteParent())))
                    .orElse(Context.root()));
    Span span = ids.with(TraceId.current(request), builder::startSpan);
    request.setAttribute(SPAN, span);
    TraceId.carryOn(request, TraceParent.of(span.getSpanContext()));
  }

  private static String name(HttpRequest<?> request) {
    return request.getMethodName()
        + switch (Need.of(true, request.getPath())) {
          case Need.Memories(var family, var operation) ->
              " /v1/" + family.label() + "/" + operation.label();
          case Need.Nothing _, Need.Unpermitted _, Need.OneOf _ -> " other";
        };
  }

  @ResponseFilter
  void end(HttpRequest<?> request, HttpResponse<?> response) {
    request
        .getAttribute(SPAN, Span.class)
        .ifPresent(
            span -> {
              span.setAttribute("http.response.status_code", (long) response.code());
              if (response.code() >= 500) {
                span.setStatus(StatusCode.ERROR);
              }
              span.end();
            });
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 20;
  }
}
