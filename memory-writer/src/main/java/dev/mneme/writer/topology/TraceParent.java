package dev.mneme.writer.topology;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** The W3C trace context of a record. Anything not of its exact form is not carried on. */
final class TraceParent {
  private static final String HEADER = "traceparent";
  private static final int LENGTH = 55;
  private static final Pattern FORM = Pattern.compile("00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

  private TraceParent() {}

  static @Nullable String traceId(Headers headers) {
    String value = value(headers);
    if (value == null) {
      return null;
    }
    Matcher matcher = FORM.matcher(value);
    return matcher.matches() ? matcher.group(1) : null;
  }

  /** The only header that goes on: others are the publisher's, and may hold anything. */
  static Headers carriedOn(Headers headers) {
    Headers carried = new RecordHeaders();
    if (traceId(headers) != null) {
      carried.add(headers.lastHeader(HEADER));
    }
    return carried;
  }

  private static @Nullable String value(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    return header == null || header.value() == null || header.value().length != LENGTH
        ? null
        : new String(header.value(), StandardCharsets.US_ASCII);
  }
}
