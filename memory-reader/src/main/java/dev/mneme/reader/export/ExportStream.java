package dev.mneme.reader.export;

import dev.mneme.events.MemoryRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The bytes of an export, made while they are fetched, a page at a time. Each page is looked up
 * when its turn comes: what was forgotten meanwhile is not in it, however long ago the export
 * began.
 */
final class ExportStream extends InputStream {

  private static final int PAGE = 100;

  private final ExportSource source;
  private final ExportQuery query;
  private final MemoryIds ids;
  private int next;
  private int written;
  private boolean closed;
  private byte[] page;
  private int at;

  /**
   * @param from place of the first memory
   */
  ExportStream(ExportSource source, ExportQuery query, MemoryIds ids, int from) {
    this.source = source;
    this.query = query;
    this.ids = ids;
    this.next = from;
    this.page = query.format().opening().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public int read() throws IOException {
    return fill() ? page[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, page.length - at);
    System.arraycopy(page, at, into, offset, count);
    at += count;
    return count;
  }

  /** Whether there is a byte to give. */
  private boolean fill() throws IOException {
    while (at == page.length) {
      if (next < ids.size()) {
        page = nextPage();
      } else if (!closed) {
        closed = true;
        page = query.format().closing(written).getBytes(StandardCharsets.UTF_8);
      } else {
        return false;
      }
      at = 0;
    }
    return true;
  }

  private byte[] nextPage() throws IOException {
    List<MemoryRecord> memories;
    try {
      memories = source.memories(query, ids.from(next, PAGE));
    } catch (ExportRefused e) {
      // The answer has begun: all that is left is to break it off, so that nobody takes it for
      // whole.
      throw new IOException("the export cannot go on: " + e.kind(), e);
    }
    next += PAGE;
    StringBuilder text = new StringBuilder();
    for (MemoryRecord memory : memories) {
      text.append(query.format().item(new ExportedMemory(memory), written == 0));
      written++;
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
