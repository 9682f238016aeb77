package dev.mneme.shell.http;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Sends the trace id back with every answer, errors included. */
@ServerFilter(Filter.MATCH_ALL_PATTERN)
final class TraceFilter implements Ordered {

  @ResponseFilter
  void addTraceId(HttpRequest<?> request, MutableHttpResponse<?> response) {
    response.header(TraceId.HEADER, TraceId.current(request));
  }

  /** Around the gate: a filter sees only the refusals of those behind it. */
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 10;
  }
}
