package dev.mneme.cli.ingest;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The lines of a stream, each of bounded length: a file without line ends must not fill the memory.
 */
final class Lines implements AutoCloseable {

  static final int LONGEST = 512 * 1024;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final InputStream in;
  private long number;

  Lines(InputStream in) {
    this.in = new BufferedInputStream(in, 64 * 1024);
  }

  /** The next line, parsed; empty at the end. */
  Optional<ParsedLine> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    long length = 0;
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    for (; next >= 0 && next != '\n'; next = in.read()) {
      if (length++ < LONGEST) {
        line.write(next);
      }
    }
    number++;
    return Optional.of(
        length > LONGEST
            ? new ParsedLine.Malformed(
                number, "%d bytes long, and %d is the most".formatted(length, LONGEST))
            : parse(line.toByteArray()));
  }

  private ParsedLine parse(byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new ParsedLine.Malformed(number, "not UTF-8");
    }
    return TurnParser.parse(
        number, number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
  }

  long read() {
    return number;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
