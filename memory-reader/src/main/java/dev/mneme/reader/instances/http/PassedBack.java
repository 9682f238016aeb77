package dev.mneme.reader.instances.http;

import dev.mneme.reader.instances.Instance;
import dev.mneme.shell.audit.http.AuditReceipt;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer of another instance as the answer of this one. The entry of the audit is the one that
 * the other instance wrote; there is no second.
 */
public final class PassedBack {

  private static final List<String> HEADERS =
      List.of("Content-Type", "Retry-After", "Location", "Content-Disposition", "Cache-Control");

  private PassedBack() {}

  /**
   * @param headers by lower-case name
   * @param body what Micronaut can write: bytes, or a file that is streamed
   */
  public static HttpResponse<?> answer(
      HttpRequest<?> request,
      int status,
      Map<String, String> headers,
      @Nullable Object body,
      Instance by) {
    MutableHttpResponse<Object> response = HttpResponse.status(HttpStatus.valueOf(status));
    if (body != null) {
      response.body(body);
    }
    for (String header : HEADERS) {
      String value = headers.get(header.toLowerCase(Locale.ROOT));
      if (value != null) {
        response.header(header, value);
      }
    }
    String receipt = headers.get(AuditReceipt.HEADER.toLowerCase(Locale.ROOT));
    if (receipt != null) {
      AuditReceipt.give(request, UUID.fromString(receipt));
    }
    return response.header("X-Mneme-Answered-By", by.name());
  }
}
