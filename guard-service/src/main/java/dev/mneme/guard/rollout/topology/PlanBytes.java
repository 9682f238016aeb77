package dev.mneme.guard.rollout.topology;

import dev.mneme.events.RolloutPlan;
import dev.mneme.serde.AvroSafety;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** A plan as Avro, with the schema's fingerprint, as the controller keeps it. */
final class PlanBytes {

  static {
    AvroSafety.enforce();
  }

  private PlanBytes() {}

  static byte[] of(RolloutPlan plan) {
    try {
      ByteBuffer buffer = plan.toByteBuffer();
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RolloutPlan plan(byte[] bytes) throws IOException {
    return RolloutPlan.fromByteBuffer(ByteBuffer.wrap(bytes));
  }
}
