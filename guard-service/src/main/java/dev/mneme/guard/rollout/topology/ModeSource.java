package dev.mneme.guard.rollout.topology;

import dev.mneme.events.LayerMode;
import dev.mneme.events.LayerModeName;
import dev.mneme.guard.rollout.evidence.RegionEvidence.Guarded;
import dev.mneme.topics.Scope;
import dev.mneme.topics.Topics;
import org.apache.kafka.streams.processor.api.Record;

/** Reads what the guard says of the new layer. */
final class ModeSource extends Source<LayerMode> {

  ModeSource(RolloutParts parts) {
    super(parts, Topics.MODE);
  }

  @Override
  void heard(Record<byte[], byte[]> record, LayerMode mode) {
    if (mode.getLayer().equals(Scope.NEW)) {
      boolean readable = mode.getMode() == LayerModeName.READ_WRITE;
      var guard = new Guarded(readable, readable ? "" : mode.getReason());
      tell(new Message.Said(mode.getRegion(), guard), record.timestamp());
    }
  }

  @Override
  String next() {
    return "with-modes";
  }
}
