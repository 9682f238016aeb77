package dev.mneme.system.observed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * One span of an OTLP export, read off its protobuf: an ExportTraceServiceRequest has ResourceSpans
 * (1), each a Resource (1) and ScopeSpans (2), each Spans (2), whose trace is 1, span 2, parent 4
 * and name 5.
 *
 * @param service that made it
 * @param parentId empty for the first of a trace
 */
record ReceivedSpan(String service, String traceId, String spanId, String parentId, String name) {

  private static final int LENGTH_DELIMITED = 2;

  static List<ReceivedSpan> in(byte[] request) {
    List<ReceivedSpan> spans = new ArrayList<>();
    fields(
        request,
        (field, resourceSpans) -> {
          if (field == 1) {
            ofResource(resourceSpans, spans);
          }
        });
    return spans;
  }

  private static void ofResource(byte[] resourceSpans, List<ReceivedSpan> spans) {
    StringBuilder service = new StringBuilder();
    fields(
        resourceSpans,
        (field, part) -> {
          if (field == 1) {
            fields(part, (_, attribute) -> service.append(serviceName(attribute)));
          } else if (field == 2) {
            fields(
                part,
                (inScope, span) -> {
                  if (inScope == 2) {
                    spans.add(span(span, service.toString()));
                  }
                });
          }
        });
  }

  /** The value of the attribute service.name, or nothing. */
  private static String serviceName(byte[] attribute) {
    String[] keyAndValue = {"", ""};
    fields(
        attribute,
        (field, part) -> {
          if (field == 1) {
            keyAndValue[0] = text(part);
          } else if (field == 2) {
            fields(part, (_, value) -> keyAndValue[1] = text(value));
          }
        });
    return keyAndValue[0].equals("service.name") ? keyAndValue[1] : "";
  }

  private static ReceivedSpan span(byte[] bytes, String service) {
    String[] parts = {"", "", "", ""};
    fields(
        bytes,
        (field, part) -> {
          switch (field) {
            case 1 -> parts[0] = HexFormat.of().formatHex(part);
            case 2 -> parts[1] = HexFormat.of().formatHex(part);
            case 4 -> parts[2] = HexFormat.of().formatHex(part);
            case 5 -> parts[3] = text(part);
            default -> {} // times, attributes, status
          }
        });
    return new ReceivedSpan(service, parts[0], parts[1], parts[2], parts[3]);
  }

  /** The fields of a message that have a length; numbers are passed over. */
  private static void fields(byte[] message, BiConsumer<Integer, byte[]> each) {
    ByteBuffer buffer = ByteBuffer.wrap(message);
    while (buffer.hasRemaining()) {
      int tag = (int) varint(buffer);
      switch (tag & 7) {
        case 0 -> varint(buffer);
        case 1 -> buffer.position(buffer.position() + 8);
        case LENGTH_DELIMITED -> {
          byte[] field = new byte[(int) varint(buffer)];
          buffer.get(field);
          each.accept(tag >>> 3, field);
        }
        case 5 -> buffer.position(buffer.position() + 4);
        default -> throw new IllegalArgumentException("no protobuf: wire type " + (tag & 7));
      }
    }
  }

  private static long varint(ByteBuffer buffer) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = buffer.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
