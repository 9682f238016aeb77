package dev.mneme.writer.topology;

import dev.mneme.writer.memories.Change;
import dev.mneme.writer.topology.Encoding.Outgoing;
import dev.mneme.writer.topology.StoredMemories.OfSubject;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Sends what goes out and keeps what is known, in the order it was decided. */
final class Outlet {
  private final ProcessorContext<byte[], byte[]> context;
  private final AuditKeys auditKeys;

  Outlet(ProcessorContext<byte[], byte[]> context, AuditKeys auditKeys) {
    this.context = context;
    this.auditKeys = auditKeys;
  }

  /**
   * @param memories of the subject all of it concerns
   */
  void release(List<Outgoing> outgoing, OfSubject memories, long timestamp, Headers headers) {
    for (Outgoing out : outgoing) {
      if (out.goesOut()) {
        context.forward(new Record<>(out.key(), out.value(), timestamp, headers), out.sink());
      }
      auditKeys.apply(out.effect());
      if (out.effect() instanceof Effect.Alter(Change change)) {
        memories.apply(change, out.value() == null ? NONE : out.value());
      }
    }
  }

  private static final byte[] NONE = {};
}
