package dev.mneme.shell.trace;

import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a root span have the trace id that its request has everywhere else: in logs, errors and the
 * audit.
 */
final class GivenTraceIds implements IdGenerator {
  private final IdGenerator random = IdGenerator.random();
  private final ThreadLocal<@Nullable String> given = new ThreadLocal<>();

  <T> T with(String traceId, Supplier<T> begin) {
    given.set(traceId);
    try {
      return begin.get();
    } finally {
      given.remove();
    }
  }

  @Override
  public String generateSpanId() {
    return random.generateSpanId();
  }

  @Override
  public String generateTraceId() {
    String traceId = given.get();
    return traceId == null ? random.generateTraceId() : traceId;
  }
}
